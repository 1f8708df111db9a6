namespace Infra.Lab.Tests;

/// <summary>
/// Requires root and iproute2, nft, nsenter. Its time service is fake (a shell in a fake image), so that no image is built; the real one
/// is covered by <c>verify</c>, as every node's selected time source.
/// </summary>
public sealed class NetworkScriptTests : IDisposable
{
    private const string Id = "7e57ab1e";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infra-lab-test");
    private readonly Dictionary<string, string> _environment;

    public NetworkScriptTests() =>
        _environment = new()
        {
            ["INFRA_LAB_ID"] = Id,
            ["INFRA_LAB_OWNER"] = "/one",
            ["INFRA_LAB_EPOCH"] = "1",
            ["INFRA_LAB_DIR"] = Path.Combine(_folder.FullName, "disks"),
            ["INFRA_LAB_IMAGE"] = FakeImage(),
            ["INFRA_LAB_LINK_HOST"] = "100.127.255.253",
            ["INFRA_LAB_LINK_MGMT"] = "100.127.255.254",
            ["INFRA_LAB_MGMT"] = "198.51.100.1",
            ["INFRA_LAB_CLIENT"] = "10.7.0.1 2001:db8:7::1",
            ["INFRA_LAB_INTERNET"] = "203.0.113.10 2001:db8:ffff::10",
        };

    public void Dispose()
    {
        if (LabScript.CanMakeNetworks)
            Network("down");
        _folder.Delete(recursive: true);
    }

    [SkippableFact]
    public void UpAndDown_Host_IsLeftAsItWas()
    {
        SkipUnlessPossible();
        var before = Host();

        Succeeds(Network("up"));
        var during = Host();
        Succeeds(Network("down"));

        Assert.Equal(before, Host());
        // The one link: an interface, its address, its connected route; no rule, no existing sysctl.
        var added = during.Except(before).ToArray();
        Assert.NotEmpty(added);
        Assert.All(added, line =>
            Assert.True(
                line.Contains("inf-", StringComparison.Ordinal)
                    || line.Contains("netns", StringComparison.Ordinal)
                    || line.StartsWith("infra-", StringComparison.Ordinal)
                    || line.Contains("100.127.255.25", StringComparison.Ordinal),
                line
            )
        );
        Assert.Empty(before.Except(during));
        Assert.False(Directory.Exists($"/run/infra/{Id}"));
        Assert.False(Directory.Exists(_environment["INFRA_LAB_DIR"]));
    }

    [SkippableFact]
    public void Up_Again_ChangesNothing()
    {
        SkipUnlessPossible();
        Succeeds(Network("up"));
        var first = InRouter("ip", "address", "show") + InRouter("ip", "route");

        Succeeds(Network("up"));

        Assert.Equal(first, InRouter("ip", "address", "show") + InRouter("ip", "route"));
    }

    [SkippableFact]
    public void Up_LabOfAnotherOwner_IsRefused()
    {
        SkipUnlessPossible();
        Succeeds(Network("up"));

        var other = Network("up", ("INFRA_LAB_OWNER", "/two"));

        Assert.Equal(1, other.ExitCode);
        Assert.Contains("belongs to /one, not to /two", other.Stderr, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Down_OfAnEarlierEpoch_LeavesTheCurrentOne()
    {
        SkipUnlessPossible();
        Succeeds(Network("up", ("INFRA_LAB_EPOCH", "2")));

        Succeeds(Network("down"));

        Assert.True(File.Exists($"/run/netns/infra-{Id}-router"));
        Succeeds(Network("down", ("INFRA_LAB_EPOCH", "2")));
        Assert.False(File.Exists($"/run/netns/infra-{Id}-router"));
    }

    [SkippableFact]
    public void Sdn_BadRules_LeaveTheOldOnesInForce()
    {
        SkipUnlessPossible();
        Succeeds(Network("up"));
        var closed = InRouter("nft", "list", "table", "inet", "sdn");

        var result = LabScript.Run(
            Script("network"),
            ["sdn"],
            _environment,
            "table inet sdn\ndelete table inet sdn\ntable inet sdn { nonsense }\n"
        );

        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(closed, InRouter("nft", "list", "table", "inet", "sdn"));
        Assert.Contains("policy drop", closed, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Epoch_NetworkThatDied_IsTheNext()
    {
        SkipUnlessPossible();
        Assert.Equal("1", Epoch());
        Succeeds(Network("up"));
        Assert.Equal("1", Epoch());

        Succeeds(LabScript.Run("ip", ["netns", "delete", $"infra-{Id}-client"]));

        Assert.Equal("2", Epoch());
    }

    private string Epoch()
    {
        var result = LabScript.Run("/bin/sh", ["-c", File.ReadAllText(Script("epoch"))], _environment);
        Succeeds(result);
        return result.Stdout.Trim();
    }

    private LabScript.Result Network(string call, params (string Name, string Value)[] changed)
    {
        var environment = new Dictionary<string, string>(_environment);
        foreach (var (name, value) in changed)
            environment[name] = value;
        return LabScript.Run(Script("network"), [call], environment);
    }

    private static string InRouter(params string[] command) =>
        LabScript.Run("nsenter", [$"--net=/run/netns/infra-{Id}-router", "--", .. command]).Stdout;

    private static string Script(string name) => Path.Combine(LabScript.Folder, name);

    /// <summary>What the scripts promise not to touch, as lines.</summary>
    private static string[] Host() =>
        [
            .. new[]
            {
                "ip -o link | cut -d: -f2-",
                "ip -o address",
                "ip route show table all",
                "ip -6 route show table all",
                "ip rule",
                "nft list ruleset",
                "sysctl -a 2>/dev/null | grep -E '^net\\.' | grep -vE 'inf-|random|_count|nf_conntrack|mtu_expires|ipfrag_secret|fs\\.'",
                "grep netns /proc/self/mounts || true",
                "ls /run/netns 2>/dev/null || true",
            }.SelectMany(command => LabScript.Run("/bin/sh", ["-c", command]).Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
        ];

    private static void Succeeds(LabScript.Result result) => Assert.True(result.ExitCode == 0, result.Stderr);

    private static void SkipUnlessPossible() => Skip.IfNot(LabScript.CanMakeNetworks, "needs root, iproute2, nftables and util-linux");

    /// <summary>An image with just enough to "serve time": the loader is a shell script that writes the pid file and sleeps.</summary>
    private string FakeImage()
    {
        var image = Path.Combine(_folder.FullName, "image");
        var loader = Path.Combine(image, "tree", "lib64", "ld-linux-fake.so.1");
        Directory.CreateDirectory(Path.GetDirectoryName(loader)!);
        File.WriteAllText(
            loader,
            """
            #!/bin/bash
            for argument; do case $argument in "pidfile "*) file=${argument#pidfile } ;; esac; done
            bash -c 'echo $$ >"$0"; while :; do sleep 1; done' "$file" </dev/null >/dev/null 2>&1 &
            until [ -s "$file" ]; do sleep 0.05; done
            """
        );
        File.SetUnixFileMode(loader, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return image;
    }
}
