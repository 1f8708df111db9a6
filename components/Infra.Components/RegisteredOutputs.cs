using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Components;

/// <summary>
/// A component's registered outputs: in an update, only what is known. The id of a resource that was excluded from a run is never known,
/// and the state would otherwise keep the SDK's "unknown" marker as if it were the id. None of it may be secret.
/// </summary>
internal static class RegisteredOutputs
{
    /// <summary>The value, or null.</summary>
    internal static object Of(Output<string> output)
    {
        return Deployment.Instance.IsDryRun ? output : (object)Output.Create(KnownAsync());

        async Task<string?> KnownAsync() =>
            await OutputUtilities.GetIsKnownAsync(output).ConfigureAwait(false)
                ? await OutputUtilities.GetValueAsync(output).ConfigureAwait(false)
                : null;
    }

    /// <summary>The known ones, by key.</summary>
    internal static object Of(IReadOnlyDictionary<string, Output<string>> outputs) => OutputMap.Existing(outputs);

    /// <summary>The known ones.</summary>
    internal static object Of(IEnumerable<Output<string>> outputs) =>
        Output
            .All(outputs.Select(Derivation.Optional))
            .Derive(all => all.Where(each => !each.IsDefault).SelectMany(each => each).ToImmutableArray());
}
