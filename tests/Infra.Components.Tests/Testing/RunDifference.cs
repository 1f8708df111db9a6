using Infra.Components.Tests.Declarations;

namespace Infra.Components.Tests.Testing;

/// <summary>What an update would touch.</summary>
internal static class RunDifference
{
    /// <summary>The keys of resources in both runs whose relevant inputs differ. Sorted.</summary>
    internal static IEnumerable<string> Of(StackRun before, StackRun after) =>
        before.Resources.Keys.Where(key =>
            after.Resources.ContainsKey(key) && Written(before.Resources[key]) != Written(after.Resources[key])
        );

    private static string Written(Recorded resource) =>
        string.Join('\n', resource.WeighedInputs.Select(input => $"{input.Key} = {TypeScriptValue.Of(input.Value)}"));
}
