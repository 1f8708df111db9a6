namespace Infra.Verify.Checks;

/// <summary>chrony follows the cloud's own time source, and no other.</summary>
public sealed class TimeSourceCheck : ICheck
{
    public string Name => "time";

    public Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var expected = $"synchronised to {string.Join(" or ", cloud.NtpSources)}";
        return cloud.OnEachNodeAsync(
            async (node, shell) =>
            {
                // CSV lines: mode, state, address, stratum, poll, reach, …; state '*' is the source followed. As root: chronyd listens on
                // no port, only on a Unix socket.
                var result = await shell.RunAsync("sudo -n chronyc -n -c sources", null, cancellation).ConfigureAwait(false);
                if (result.ExitCode != 0)
                {
                    return [new CheckRow(Name, node.Key, expected, result.Complaint, false)];
                }

                var sources = result
                    .Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(','))
                    .Where(fields => fields.Length > 5)
                    .Select(fields => (State: fields[1], Address: fields[2], Reach: fields[5]))
                    .ToList();
                var foreign = sources.Where(s => !cloud.NtpSources.Contains(s.Address)).Select(s => s.Address).ToList();
                var selected = sources.Where(s => s.State == "*").Select(s => s.Address).FirstOrDefault();
                var observed = (selected, foreign.Count) switch
                {
                    (_, > 0) => $"foreign sources {string.Join(' ', foreign)}",
                    (null, _) =>
                        $"none selected of {sources.Count}: {string.Join(' ', sources.Select(s => $"{s.Address} reach {s.Reach}"))}",
                    _ => $"following {selected}",
                };
                return [new CheckRow(Name, node.Key, expected, observed, selected is not null && foreign.Count == 0)];
            }
        );
    }
}
