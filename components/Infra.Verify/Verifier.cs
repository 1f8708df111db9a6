using System.Collections.Immutable;
using System.Text.Json;
using Infra.Core.Bundle;
using Infra.Core.Mesh;
using Infra.Verify.Checks;
using Infra.Verify.Shell;

namespace Infra.Verify;

/// <summary>Runs the checks one after another (they share few, slow machines) and passes on each one's rows as they arrive.</summary>
public static class Verifier
{
    /// <summary>All checks, in the order of the table.</summary>
    /// <param name="compile">Compiles a node's bundle from the identities of its peers.</param>
    public static ImmutableArray<ICheck> AllChecks(Func<string, IReadOnlyCollection<NodeIdentity>, NodeBundle> compile) =>
        [
            new NodeFilterCheck(),
            new CloudInitCheck(),
            new BundleCheck(compile),
            new VolumeCheck(),
            new SecretsAtRestCheck(),
            new TimeSourceCheck(),
            new SshdCheck(),
            new BastionCheck(),
            new KernelSettingsCheck(compile),
            new MetadataCheck(),
            new MeshCheck(),
            new IpsecCheck(),
            new ReachabilityCheck(),
            new PublicAddressCheck(),
            new EgressCheck(),
        ];

    /// <summary>Returns all rows. If a check cannot run, that is a failed row itself: the others still run.</summary>
    public static async Task<IReadOnlyList<CheckRow>> RunAsync(
        IEnumerable<ICheck> checks,
        CloudUnderTest cloud,
        Action<ICheck, IReadOnlyList<CheckRow>> onDone,
        CancellationToken cancellation
    )
    {
        var all = new List<CheckRow>();
        foreach (var check in checks)
        {
            var rows = await RunOneAsync(check, cloud, cancellation).ConfigureAwait(false);
            onDone(check, rows);
            all.AddRange(rows);
        }

        return all;
    }

    private static async Task<IReadOnlyList<CheckRow>> RunOneAsync(ICheck check, CloudUnderTest cloud, CancellationToken cancellation)
    {
        try
        {
            return await check.RunAsync(cloud, cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is ShellException or JsonException or IOException or FormatException or System.ComponentModel.Win32Exception)
        {
            return [new CheckRow(check.Name, "the check itself", "ran", $"{e.GetType().Name}: {e.Message}", false)];
        }
    }
}
