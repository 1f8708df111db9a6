using Infra.Components.Tests.Testing;
using Infra.Components.Tests.Upgrades;

namespace Infra.Components.Tests.Stacks;

/// <summary>
/// A larger size in the stack file grows the cloud's disk, the bundle, the node's volume, in this order, and changes nothing else.
/// </summary>
public class GrownVolumesTests
{
    private const string Remote = "command:remote:Command";

    public static TheoryData<string, string, string, string> Disks { get; } =
        new()
        {
            { "aws-example", "aws:ebs/volume:Volume", "-data-g1", "size" },
            { "azure-example", "azure:compute/managedDisk:ManagedDisk", "-data-g1", "diskSizeGb" },
            { "gcp-example", "gcp:compute/disk:Disk", "-data-g1", "size" },
            { "local", "command:local:Command", "-disks", "environment" },
        };

    [Theory]
    [MemberData(nameof(Disks))]
    public async Task Volume_MadeLarger_ChangesDiskBundleAndVolumeAndReplacesNothing(string stack, string disk, string suffix, string input)
    {
        var before = await ExampleStacks.RunAsync(stack);
        var after = await LargerAsync(stack);

        Assert.Empty(Footprint.Of(before).ReplacedBy(Footprint.Of(after)));
        Assert.Equal(before.Resources.Keys, after.Resources.Keys);
        // The lab's owner is each test run's own directory, which is unrelated to the change.
        string[] touched =
        [
            .. RunDifference
                .Of(before, after)
                .Where(key => !Ignores(before.Resources[key]) && !key.Contains(" demo-", StringComparison.Ordinal)),
        ];
        Assert.Equal(
            new[] { 1, 2, 3 }
                .SelectMany(slot =>
                    (string[])
                        [
                            $"{disk} orders-db-{slot}{suffix}",
                            $"{Remote} orders-db-{slot}-push",
                            $"{Remote} orders-db-{slot}-confirm",
                            $"{Remote} orders-db-{slot}-volumes",
                        ]
                )
                .Order(StringComparer.Ordinal),
            touched.Order(StringComparer.Ordinal)
        );
        Assert.NotEqual(
            $"{Shown(before.One(disk, $"orders-db-1{suffix}")[input])}",
            $"{Shown(after.One(disk, $"orders-db-1{suffix}")[input])}"
        );
    }

    [Theory]
    [MemberData(nameof(Disks))]
    public async Task Volume_Grows_AfterItsDiskAndEveryConfirmationAndTheZoneBefore(string stack, string disk, string suffix, string input)
    {
        Assert.NotEmpty(input);
        var run = await ExampleStacks.RunAsync(stack);
        var size = stack == "local" ? 1 : 100;

        foreach (var slot in new[] { 1, 2, 3 })
        {
            var grow = run.One(Remote, $"orders-db-{slot}-volumes");
            Assert.EndsWith($"python3 -I - data={size}", (string)grow["create"]!, StringComparison.Ordinal);
            Assert.Equal(grow["create"], grow["update"]);
            Assert.Contains("resize2fs", (string)grow["stdin"]!, StringComparison.Ordinal);
            Assert.Equal<IEnumerable<string>>([slot == 1 ? "orders-db-3-confirm" : $"orders-db-{slot - 1}-volumes"], grow.DependsOn);
            // And all of them after the disks: a node is asked for its identity once those exist.
            Assert.Contains(
                stack == "local" ? $"orders-db-{slot}-disks" : $"orders-db-{slot}-data",
                run.One(Remote, $"orders-db-{slot}-identity").DependsOn
            );
        }

        Assert.NotNull(run.One(disk, $"orders-db-1{suffix}"));
        // Nothing waits for it: a volume that cannot grow delays nothing else.
        Assert.All(run.Resources.Values.Where(resource => !resource.Name.EndsWith("-volumes", StringComparison.Ordinal)), resource =>
            Assert.DoesNotContain(resource.DependsOn, name => name.EndsWith("-volumes", StringComparison.Ordinal))
        );
    }

    private static Task<StackRun> LargerAsync(string stack)
    {
        var text = ExampleStacks.Text(stack);
        var larger =
            stack == "local"
                ? text.Replace("{data: 1}", "{data: 2}", StringComparison.Ordinal)
                : text.Replace("{data: 100}", "{data: 200}", StringComparison.Ordinal);
        Assert.NotEqual(text, larger);
        return StackRun.OfAsync(larger, ExampleStacks.LockText(stack));
    }

    private static bool Ignores(Recorded resource) =>
        resource.Options.IgnoreChanges.Count > 0
        && (
            resource.Name.EndsWith("-vm", StringComparison.Ordinal)
            || resource.Type
                is "aws:ec2/instance:Instance"
                    or "azure:compute/linuxVirtualMachine:LinuxVirtualMachine"
                    or "gcp:compute/instance:Instance"
        );

    private static string Shown(object? value) => Declarations.TypeScriptValue.Of(value!);
}
