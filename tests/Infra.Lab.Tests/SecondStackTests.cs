namespace Infra.Lab.Tests;

/// <summary>
/// A second stack in parallel with the first, one node behind two bastions: killed while coming up, resumed, verified, removed.
/// </summary>
[Collection(nameof(LocalCloud))]
[Trait("Category", "Lab")]
public sealed class SecondStackTests(LocalCloud cloud)
{
    [SkippableFact]
    public async Task SecondStack_KilledThenResumedThenRemoved_EndsInPlaceAndLeavesNothing()
    {
        var first = cloud.Up();
        using var second = new LabProject("two", text =>
            text.Replace("nodes: 3", "nodes: 1", StringComparison.Ordinal)
                .Replace("zones: 3", "zones: 2\n    access: bastion\n    bastion: {count: per-zone}", StringComparison.Ordinal)
        );
        var before = HostNetwork.Observe();

        // Killed twice: while the network is created, and while the VM boots.
        await KillUpAfterAsync(second, TimeSpan.FromSeconds(6));
        await KillUpAfterAsync(second, TimeSpan.FromSeconds(25));
        (await second.InfraAsync("up")).MustSucceed();
        var rows = await second.VerifyAsync();
        var vms = LabProcesses.Of(second).Count(process => process.CommandLine.StartsWith("qemu-system", StringComparison.Ordinal));
        var firstMeanwhile = await first.VerifyAsync("flows", "mesh");
        (await second.InfraAsync("down")).MustSucceed();

        VerifyRow.AllPassed(rows);
        Assert.Equal(3, vms);
        foreach (var bastion in (string[])["bastion-1", "bastion-2"])
        {
            Assert.Contains(rows, row => row.Check == "bastion" && row.Subject == $"through {bastion} -> orders-db-1:22");
            Assert.Contains(rows, row => row.Check == "bastion" && row.Subject == $"{bastion}, session log");
        }

        VerifyRow.AllPassed(firstMeanwhile);
        Assert.Empty(LabProcesses.Of(second));
        Assert.Empty(HostNetwork.Observe().AddedSince(before));
        Assert.Empty(Leftovers(second));
    }

    private static async Task KillUpAfterAsync(LabProject project, TimeSpan after)
    {
        using var up = project.Start("up");
        var (output, error) = (up.StandardOutput.ReadToEndAsync(), up.StandardError.ReadToEndAsync());
        await Task.Delay(after);
        Assert.False(up.HasExited, $"up ended before it could be killed: {(up.HasExited ? await output + await error : "")}");
        up.Kill();
        await up.WaitForExitAsync();
    }

    private static IEnumerable<string> Leftovers(LabProject project)
    {
        var id = LabProcesses.LabId(project);
        var places = new[]
        {
            $"/run/infra/{id}",
            $"/var/tmp/infra/{id}",
            Path.Combine(project.Root, ".infra", project.Stack, "state.json"),
        };
        return places.Where(Path.Exists);
    }
}
