using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Core;

namespace Infra.Pulumi.Tests;

/// <summary>
/// One node behind two bastions under the real command and its real plugin, whose connections go through a jump host: three VMs boot.
/// </summary>
[Trait("Category", "Pulumi")]
[Trait("Category", "Lab")]
public sealed class BastionLifeTests(Checkout checkout) : IClassFixture<Checkout>
{
    private const string Name = "bastion-pulumi";

    [SkippableFact]
    public async Task Bastions_FromNothingToNothing_AreTheWayInWhateverHappensToOne()
    {
        Toolchain.DemandCommand();
        var plugin = Toolchain.DemandCommandPlugin();
        Skip.IfNot(Environment.UserName == "root", "not root: the local cloud is made of network namespaces and VMs");
        Skip.If(Toolchain.OnPath("qemu-system-x86_64") is null, "QEMU is not installed; scripts/setup installs it");
        checkout.AddStack(Name, "bastion-local");
        var stack = new PulumiStack(checkout, Name, new Dictionary<string, string> { ["command"] = plugin });
        (await stack.InitAsync()).Ok();
        var planned = await stack.StepsAsync();
        Assert.Equal(await InfraCli.StepsAsync(checkout, Name), planned);
        try
        {
            (await stack.UpAsync()).Ok().WithoutStackTrace();
            Assert.Equal(planned.Select(step => step["create ".Length..]), await stack.ResourcesAsync());
            (await stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();

            var edited = await ChangeAsync(stack, "10.9.0.0/16");
            edited.Ok().WithoutStackTrace();
            Assert.DoesNotMatch("(?i)[1-9][0-9]* (created|deleted|replaced)", edited.Output);
            (await stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();

            var before = await stack.OutputsAsync();
            await InfraCli.RunAsync(checkout, "lock", "--stack", Name, "--replace", "bastion-1");
            Assert.DoesNotContain("replace command:local:Command orders-db-1-vm", await stack.StepsAsync());
            (await stack.UpAsync()).Ok().WithoutStackTrace();
            var after = await stack.OutputsAsync();
            Assert.NotEqual(Of(before, "hostKeys", "bastion-1"), Of(after, "hostKeys", "bastion-1"));
            Assert.Equal(Of(before, "publicAddresses", "bastion-1"), Of(after, "publicAddresses", "bastion-1"));
            Assert.Equal(Of(before, "hostKeys", "orders-db-1"), Of(after, "hostKeys", "orders-db-1"));
            (await stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();

            await DieAsync(stack, after);
        }
        finally
        {
            (await stack.DestroyAsync()).Ok().WithoutStackTrace();
        }

        Assert.Empty(await stack.ResourcesAsync());
    }

    /// <summary>The first bastion hangs, and its VM is there: nodes get a change through the other one, and everything returns.</summary>
    private async Task DieAsync(PulumiStack stack, JsonNode outputs)
    {
        var vm = await PidAsync("bastion-1-g2");
        (await SignalAsync("-STOP", vm)).Ok();
        try
        {
            var through = (await ChangeAsync(stack, "10.11.0.0/16")).Failed().WithoutStackTrace();
            Assert.Contains("nodes are reached through bastion-2 instead", through.Output, StringComparison.Ordinal);
            Assert.Contains("--replace bastion-1, then run up", through.Output, StringComparison.Ordinal);
            var said = Assert.Single(through.Diagnostics(), line => line.Contains("this run's changes", StringComparison.Ordinal));
            Assert.Contains("bastion-1 did not answer at ", said, StringComparison.Ordinal);
            Assert.DoesNotContain("orders-db-1 did not answer", through.Output, StringComparison.Ordinal);
        }
        finally
        {
            (await SignalAsync("-CONT", vm)).Ok();
        }

        var back = (await stack.UpAsync()).Ok().WithoutStackTrace();
        Assert.DoesNotMatch("(?i)[1-9][0-9]* (created|deleted|replaced)", back.Output);
        (await stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();
        Assert.Equal(Of(outputs, "hostKeys", "bastion-1"), Of(await stack.OutputsAsync(), "hostKeys", "bastion-1"));
    }

    private Task<Ran> ChangeAsync(PulumiStack stack, string source)
    {
        checkout.Edit(Name, "allowedSources: [", $"allowedSources: [{source}, ");
        return stack.UpAsync();
    }

    private static string Of(JsonNode outputs, string map, string key) => (string)outputs[map]![key]!;

    /// <summary>The QEMU of a VM, by its place under the lab's ID (docs/local-cloud.md).</summary>
    private static async Task<string> PidAsync(string vm)
    {
        var text = await File.ReadAllTextAsync($"/run/infra/{Stable.Sha256Hex($"gated/{Name}")[..8]}/vm/{vm}/pid");
        return int.Parse(text.Trim(), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private static Task<Ran> SignalAsync(string signal, string process) =>
        Ran.RunAsync("kill", [signal, process], "/", new Dictionary<string, string?>(), TimeSpan.FromSeconds(10));
}
