using Infra.Core.Clouds;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Topology;

/// <summary>The program reads back what it writes into a lock file, and finds it complete.</summary>
public sealed class LockRoundTripTests
{
    public static TheoryData<string> Cases { get; } = [.. FirewallCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void LockFile_OfCase_IsCompleteAndStaysAsItIs(string name)
    {
        var which = FirewallCase.Named(name);
        foreach (var cloud in which.Clouds.Where(cloud => cloud is CloudKind.Local or CloudKind.Aws))
        {
            var text = which.Plan(cloud).LockText;

            var again = StackText.Compile(which.Text(cloud), text, LockMode.Frozen);

            Assert.True(again.Succeeded, string.Join('\n', again.Diagnostics));
            Assert.Equal(text, again.Value!.LockText);
        }
    }
}
