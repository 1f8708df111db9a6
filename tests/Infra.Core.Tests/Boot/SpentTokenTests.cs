using Infra.Core.Boot;

namespace Infra.Core.Tests.Boot;

/// <summary>The command sent along with a confirmation: run unchanged, in a directory instead of a node's root.</summary>
public sealed class SpentTokenTests : IDisposable
{
    private const string Instance = "var/lib/cloud/instances/i-0123";
    private static readonly string Token = string.Concat(Enumerable.Repeat("ab", 32));
    private readonly string _root = Directory.CreateTempSubdirectory("infra-spent-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Forget_EveryCopy_IsOverwrittenAndGoneAtThisBootAndEachLaterOne()
    {
        string[] copies =
        [
            "etc/infra/enrolment-token",
            $"{Instance}/user-data.txt",
            $"{Instance}/user-data.txt.i",
            $"{Instance}/cloud-config.txt",
            $"{Instance}/obj.pkl",
            "var/lib/cloud/seed/nocloud/user-data",
            "var/lib/waagent/ovf-env.xml",
            "var/lib/waagent/CustomData",
            "run/cloud-init/combined-cloud-config.json",
        ];
        string[] others = [$"{Instance}/boot-finished", $"{Instance}/datasource", "var/lib/waagent/provisioned", "etc/infra/bundle.json"];
        Directory.CreateDirectory(Path.Combine(_root, "var/lib/cloud/scripts/per-boot"));
        foreach (var file in copies.Concat(others))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, file))!);
            File.WriteAllText(Path.Combine(_root, file), Token);
        }

        // Another name of the file on disk: it shows what is left there.
        var left = copies
            .Select(
                (file, number) =>
                {
                    var other = Path.Combine(_root, $"left-{number}");
                    Assert.Equal(0, Tool.Run("", _root, "ln", Path.Combine(_root, file), other).ExitCode);
                    return other;
                }
            )
            .ToArray();

        var run = Tool.Run("", _root, "sh", "-c", SpentToken.ForgetIn(_root));

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain(copies, file => File.Exists(Path.Combine(_root, file)));
        Assert.All(left, file => Assert.DoesNotContain(Token, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(others, file => Assert.Equal(Token, File.ReadAllText(Path.Combine(_root, file))));

        // cloud-init runs what is there at each boot, after storing user data again.
        File.WriteAllText(Path.Combine(_root, copies[1]), Token);
        Assert.Equal(0, Tool.Run("", _root, Path.Combine(_root, "var/lib/cloud/scripts/per-boot/infra-spent")).ExitCode);
        Assert.False(File.Exists(Path.Combine(_root, copies[1])));
        Assert.All(others, file => Assert.True(File.Exists(Path.Combine(_root, file))));
    }

    [Fact]
    public void Forget_NothingThereOrNotErasable_IsNoFailure()
    {
        Directory.CreateDirectory(Path.Combine(_root, Instance, "obj.pkl"));

        Assert.Equal(0, Tool.Run("", _root, "sh", "-c", SpentToken.ForgetIn(_root)).ExitCode);
        Assert.True(Directory.Exists(Path.Combine(_root, Instance, "obj.pkl")));
    }
}
