using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Infra.Verify;

namespace Infra.Lab.Tests;

/// <summary>
/// The running service goes from WireGuard to IPsec and back, one step at a time, while connections are opened all the time and the wire
/// between its nodes is watched. In the middle a peer is cut off, and a node reboots with its state damaged. Clients change on the way, as
/// with any other push. One test, because each step costs a push to every node.
/// </summary>
[Collection(nameof(LocalCloud))]
[Trait("Category", "Lab")]
public sealed partial class MeshSwitchTests(LocalCloud cloud)
{
    private const string Moved = "10.8.0.0/16";
    private const string Before = "10.7.0.0/16";

    private const string Suites = "AES-256-GCM and P-384, ESP in transport mode, bytes both ways";

    // One login may take three minutes, which is longer than a step.
    private const int MostSeconds = 170;

    [SkippableFact]
    public async Task Mesh_ToIPsecAndBackUnderLoad_LosesNothingAndSendsNothingInPlainText()
    {
        var project = cloud.Up();
        var nodes = await project.NodesAsync();
        var (first, second) = (nodes["orders-db-1"], nodes["orders-db-2"]);
        var boots = await UpTests.BootIdsAsync(project);
        var to = await second.RootAsync("ip -6 -o address show dev wg0 | grep -o \"fd[0-9a-f:]*\" | head -n 1");
        await first.RootAsync($"echo {Program("load.py")} | base64 -d >/run/load.py");
        var wire = new Wire(project);

        var skipped = await StepAsync(project, "wireguard", "ipsec");
        Assert.Equal(2, skipped.ExitCode);
        Assert.Contains("INF1440", skipped.Error, StringComparison.Ordinal);

        project.Edit(text => text.Replace(Before, Moved, StringComparison.Ordinal));
        await StepUnderLoadAsync("ipsec", "wireguard+ipsec");
        var sets = await first.RootAsync("ipset save");
        Assert.Contains(Moved, sets, StringComparison.Ordinal);
        Assert.DoesNotContain(Before, sets, StringComparison.Ordinal);
        Assert.Equal(boots, await UpTests.BootIdsAsync(project));
        await StepUnderLoadAsync("wireguard+ipsec", "ipsec+wireguard");
        await StepUnderLoadAsync("ipsec+wireguard", "ipsec");

        // Suites, transport mode, new keys under load, and the wire: each row says what it saw.
        var rows = await project.VerifyAsync("filter", "bundle", "ipsec", "flows");
        VerifyRow.AllPassed(rows);
        Assert.Equal(6, rows.Count(row => row.Subject.StartsWith("orders-db-", StringComparison.Ordinal) && row.Expected == Suites));
        Assert.Contains(rows, row => row.Subject == "wire, orders-db");
        Assert.Contains(rows, row => row.Subject.EndsWith(", rekeyed", StringComparison.Ordinal));
        Assert.NotEqual(0, (await first.TryRootAsync("ip link show dev wg0")).ExitCode);

        await CutAndHealAsync();
        await DamagedReboot.RunAsync(project, "orders-db-3", "filter", "bundle", "volume", "ipsec", "kernel");

        await StepUnderLoadAsync("ipsec", "ipsec+wireguard");
        await StepUnderLoadAsync("ipsec+wireguard", "wireguard+ipsec");
        project.Edit(text => text.Replace(Moved, Before, StringComparison.Ordinal));
        await StepUnderLoadAsync("wireguard+ipsec", "wireguard");
        VerifyRow.AllPassed(await project.VerifyAsync("filter", "bundle", "mesh"));
        Assert.Equal("inactive", (await first.TryRootAsync("systemctl is-active strongswan")).Output.Trim());
        Assert.NotEqual(0, (await first.TryRootAsync("ip link show dev ipsec0")).ExitCode);
        Assert.DoesNotContain("mesh: [", LockOf(project), StringComparison.Ordinal);

        async Task StepUnderLoadAsync(string from, string next)
        {
            using var watched = wire.Start();
            var connections = first.RootAsync($"python3 -I /run/load.py {MostSeconds} {to} {PortOf(project)}");
            (await StepAsync(project, from, next)).MustSucceed();
            await first.RootAsync("pkill -TERM -f \"^python3 -I /run/load.py\" || true");
            var numbers = (await connections).Split(' ');
            Assert.True(numbers is [{ Length: > 2 }, "0", _], $"to {next}: connections, lost, longest ms: {string.Join(' ', numbers)}");
            // What the step leaves behind is what the file says: `infra` itself records it.
            Assert.Contains(next == "wireguard" ? "" : $"mesh: [{next}]", LockOf(project), StringComparison.Ordinal);

            // A positive control: a plain packet between two nodes is seen.
            wire.SendPlain();
            var seen = await Wire.EndAsync(watched);
            Assert.Matches($"^esp [0-9]+ ike [0-9]+ wireguard [0-9]+ other {Wire.PlainPackets} 6:9$", seen);
        }

        // Given up within 30 s and found again within 20, by design; a guest that is emulated takes its time to log in and ask.
        async Task CutAndHealAsync()
        {
            await wire.RouterAsync(
                "nft",
                "add table inet cut; add chain inet cut forward { type filter hook forward priority -50; }; "
                    + "add rule inet cut forward udp dport { 500, 4500 } drop"
            );
            var givenUp = await UntilAsync(async () =>
                await first.RootAsync("swanctl --list-sas 2>/dev/null | grep ESTABLISHED; true") is ""
            );
            await wire.RouterAsync("nft", "delete table inet cut");
            var healed = await UntilAsync(async () =>
                (await first.RootAsync($"python3 -I /run/load.py 1 {to} {PortOf(project)}")).Split(' ')[1] == "0"
            );
            Assert.InRange(givenUp, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(45));
            Assert.InRange(healed, TimeSpan.Zero, TimeSpan.FromSeconds(45));
        }
    }

    internal static string Program(string name)
    {
        using var program = typeof(Verifier).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(program);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(reader.ReadToEnd()));
    }

    private static async Task<Ran> StepAsync(LabProject project, string from, string to)
    {
        project.Edit(text => text.Replace($"mesh: {from}\n", $"mesh: {to}\n", StringComparison.Ordinal));
        return await project.InfraAsync("up");
    }

    private static async Task<TimeSpan> UntilAsync(Func<Task<bool>> done)
    {
        var watch = Stopwatch.StartNew();
        while (!await done())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), "it does not happen");
            await Task.Delay(500);
        }

        return watch.Elapsed;
    }

    private static string LockOf(LabProject project) =>
        File.ReadAllText(Path.Combine(project.Root, "stacks", $"{project.Stack}.lock.yaml"));

    private static string PortOf(LabProject project) => Port().Match(LockOf(project)).Groups[1].Value;

    [GeneratedRegex("^      pg: ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Port();
}
