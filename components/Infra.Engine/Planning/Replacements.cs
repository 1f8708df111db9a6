using Infra.Engine.Program;

namespace Infra.Engine.Planning;

/// <summary>The replaceWith option.</summary>
internal static class Replacements
{
    /// <summary>
    /// Whether one of the named resources is replaced in this run. They were declared earlier, so they cannot wait for this one.
    /// </summary>
    public static async Task<bool> OfAsync(ResourceRecorder recorder, DeclaredInputs inputs)
    {
        foreach (var urn in inputs.ReplaceWith)
        {
            if (recorder.FindByUrn(urn) is { } record && await record.Replaced.Task.ConfigureAwait(false))
                return true;
        }

        return false;
    }
}
