using System.Text.RegularExpressions;
using Infra.Core.Boot;
using Infra.Core.Firewall;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Boot;

/// <summary>What closes a node at every boot, whatever has happened to its files: shell and iptables, and nothing else.</summary>
public sealed partial class LockdownTests
{
    private const string Unit = "infra-lockdown.service";
    private const string Open = "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n";
    private const string Closed = "-P INPUT DROP\n-P FORWARD DROP\n-P OUTPUT DROP\n";

    private static string Script { get; } = Lockdown.Script(new ServiceFilter(SmallProject.Plan(), "orders-db"));

    private static string Hook { get; } =
        Boothook.Write("orders-db-1", FirstFilter.Write(new ServiceFilter(SmallProject.Plan(), "orders-db")));

    /// <summary>The unit's command, as systemd passes it to the shell.</summary>
    private static string ExecStart { get; } =
        ShellOfUnit().Match(Lockdown.UnitFile).Groups[1].Value.Replace("$$", "$", StringComparison.Ordinal);

    public static TheoryData<string> BackEnds => ["nft", "legacy"];

    [SkippableFact]
    public void Script_Shellcheck_IsClean()
    {
        Skip.IfNot(Tool.IsOnPath("shellcheck"), "needs shellcheck (Debian package shellcheck)");

        Assert.Equal((0, ""), Ran(Tool.Run(Script, "/", "shellcheck", "-")));
        Assert.Equal((0, ""), Ran(Tool.Run($"#!/bin/sh\n{ExecStart}\n", "/", "shellcheck", "-e", "SC2086", "-")));
    }

    [SkippableTheory]
    [MemberData(nameof(BackEnds))]
    public void Script_AtABoot_DropsWhatNoRuleLetsThrough(string backEnd)
    {
        using var image = Real(backEnd);

        var run = image.Run(Script, inNamespace: true, Rules(backEnd), "boot");

        Assert.StartsWith($"closed\n{Closed}", run.Output, StringComparison.Ordinal);
        foreach (var hook in new[] { "INPUT", "FORWARD", "OUTPUT" })
        {
            Assert.Equal(2, run.Output.Split($"-A {hook} -j INFRA-{hook}\n").Length - 1);
        }

        Assert.Contains(
            "-A INFRA-INPUT -s 198.51.100.0/28 -p tcp -m multiport --dports 22 -j ACCEPT",
            run.Output,
            StringComparison.Ordinal
        );
    }

    /// <summary>The rules of the last push or, if those are invalid, the node's initial ones; each family separately.</summary>
    [SkippableTheory]
    [InlineData("", "203.0.113.0/28")]
    [InlineData("printf garbage >$f", "198.51.100.0/28")]
    [InlineData(": >$f", "198.51.100.0/28")]
    [InlineData("printf '*filter\\nCOMMIT\\n' >$f", "198.51.100.0/28")]
    [InlineData("head -n 9 $f >$f.9; mv $f.9 $f", "198.51.100.0/28")]
    [InlineData("head -c 400 /dev/urandom >$f", "198.51.100.0/28")]
    [InlineData("rm $f", "198.51.100.0/28")]
    [InlineData("rm $f; mkdir $f", "198.51.100.0/28")]
    [InlineData("rm $f; ln -s /nowhere $f", "198.51.100.0/28")]
    [InlineData("rm $f; mkfifo $f", "198.51.100.0/28")]
    [InlineData("sed -i 's/INFRA-REFUSE$/NOWHERE/' $f", "198.51.100.0/28")]
    public void Script_RulesOfTheLastPush_CountWhereTheyLoad(string spoil, string operators)
    {
        using var image = Real("nft");
        foreach (var family in new[] { "v4", "v6" })
        {
            image.Write(
                $"etc-infra/firewall/lockdown.{family}",
                Filled
                    .FirstBundle(SmallProject.Plan(), "orders-db-1")
                    .Files.Single(file => file.Path == $"/etc/infra/firewall/lockdown.{family}")
                    .Content.Replace("198.51.100.0/28", "203.0.113.0/28", StringComparison.Ordinal)
            );
        }

        Assert.Equal(0, Tool.Run("", "/", "sh", "-ec", $"f={image.Root}/etc-infra/firewall/lockdown.v4\n{spoil}").ExitCode);
        var run = image.Run(Script, inNamespace: true, Rules("nft"), "boot");

        Assert.Contains("closed\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(Closed, run.Output, StringComparison.Ordinal);
        Assert.Contains($"-A INFRA-INPUT -s {operators} -p tcp", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split("-A INFRA-INPUT -j INFRA-REFUSE\n").Length - 1);
        Assert.Equal(2, run.Output.Split("-A INPUT -j INFRA-INPUT\n").Length - 1);
    }

    /// <summary>sshd requires the unit, and restarting sshd must not close a node in service.</summary>
    [SkippableTheory]
    [MemberData(nameof(BackEnds))]
    public void Script_AtABootOfANodeThatHasItsFilter_ChangesNothing(string backEnd)
    {
        using var image = Real(backEnd);
        var filter = string.Concat(
            new[] { "iptables", "ip6tables" }.SelectMany(
                _ => new[] { "INPUT", "FORWARD", "OUTPUT" },
                (tool, hook) => $"{tool}-{backEnd} -N INFRA-{hook}; {tool}-{backEnd} -A {hook} -j INFRA-{hook}; "
            )
        );

        var run = image.Run($"{filter}\n{Script}", inNamespace: true, Rules(backEnd), "boot");

        Assert.StartsWith($"closed\n{Open}", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("-A INFRA-INPUT", run.Output, StringComparison.Ordinal);
    }

    /// <summary>
    /// If neither tool works, the node is not reported as closed, so nothing starts; and whatever the kernel accepted drops.
    /// </summary>
    [SkippableFact]
    public void Script_AtABootWithoutToolsThatWork_SaysNothing()
    {
        using var none = new ImageTools();
        Assert.DoesNotContain("closed", none.Run(Script, argument: "boot").Output, StringComparison.Ordinal);
        none.PretendIptables("exit 0", "exit 1");
        Assert.Equal((1, ""), Ran(none.Run(Script, argument: "boot")));
        none.Pretend("nft", reads: true);
        Assert.Equal((0, "closed\n"), Ran(none.Run(Script, argument: "boot")));

        using var image = Real("nft");
        image.Pretend(
            "ip6tables-restore",
            "case $(cat) in *INFRA*) exit 2;; *) printf '*filter\\n:INPUT DROP\\nCOMMIT\\n' | /usr/sbin/ip6tables-nft-restore \"$@\";; esac"
        );
        var run = image.Run(Script, inNamespace: true, "ip6tables-nft -S INPUT", "boot");
        Assert.Equal((1, "-P INPUT DROP\n"), Ran(run));
    }

    [Fact]
    public void Script_CutOffAnywhere_NeverSaysClosed()
    {
        using var image = new ImageTools();
        image.PretendIptables();
        var lines = Script.Split('\n');
        Assert.Equal("closed\n", image.Run(Script, argument: "boot").Output);
        foreach (var length in Enumerable.Range(0, lines.Length - 2).Where(length => length % 5 == 0 || length > lines.Length - 8))
        {
            Assert.DoesNotContain(
                "closed\n",
                image.Run(string.Join('\n', lines.Take(length)), argument: "boot").Output,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("rm infra/infra-lockdown", true)]
    [InlineData("rm sbin/infra-lockdown", true)]
    [InlineData(": >sbin/infra-lockdown", true)]
    [InlineData("printf garbage >sbin/infra-lockdown", true)]
    [InlineData("echo exit 0 >sbin/infra-lockdown", true)]
    [InlineData("rm sbin/infra-lockdown; mkdir sbin/infra-lockdown", true)]
    [InlineData("rm sbin/infra-lockdown; : >infra/infra-lockdown", false)]
    public void Unit_CopiesOfTheScriptDamaged_ClosesByAnother(string spoil, bool closes)
    {
        using var image = new ImageTools();
        image.PretendIptables();
        image.Write("sbin/infra-lockdown", image.Here(Script));
        image.Write("infra/infra-lockdown", image.Here(Script));
        Assert.Equal(0, Tool.Run("", image.Root, "sh", "-ec", spoil).ExitCode);

        var run = image.Run(ExecStart);

        Assert.Equal(closes, run.ExitCode == 0);
        Assert.Equal(closes, image.Calls.Contains("iptables --wait=10 -I INPUT 1 -j INFRA-INPUT", StringComparison.Ordinal));
    }

    [Fact]
    public void Boothook_MachineThatIsClosed_KeepsItClosedFromTheNextBootOn()
    {
        using var image = new ImageTools();
        image.PretendIptables();
        image.Pretend("systemctl", "case $2 in is-enabled) exit 1;; esac");
        image.Touch("booted/systemd");

        var run = image.Run(Hook);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, image.Console));
        Assert.Equal(image.Here(Script), image.Read("sbin/infra-lockdown"));
        Assert.Equal(image.Here(Script), image.Read("infra/infra-lockdown"));
        Assert.Equal(image.Here(Lockdown.UnitFile), image.Read($"units/{Unit}"));
        Assert.EndsWith($"systemctl --quiet enable {Unit}\n", image.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public void Boothook_MachineThatCannotBeClosed_IsNotLeftWithoutANetwork()
    {
        using var image = new ImageTools();
        image.Pretend("systemctl", "case $2 in is-enabled) exit 1;; esac");
        image.Touch("booted/systemd");

        Assert.Equal(0, image.Run(Hook).ExitCode);
        Assert.Equal(image.Here(Script), image.Read("sbin/infra-lockdown"));
        Assert.False(image.Has($"units/{Unit}"));
        Assert.DoesNotContain("enable ", image.Calls.Replace("is-enabled ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1", "")]
    [InlineData("case $2 in is-enabled) exit 1;; esac", "rm -r sbin; : >sbin")]
    public void Boothook_UnitThatCannotBeKept_IsSaid(string systemctl, string spoil)
    {
        using var image = new ImageTools();
        image.PretendIptables();
        image.Pretend("systemctl", systemctl);
        image.Touch("booted/systemd");
        Assert.Equal(0, Tool.Run("", image.Root, "sh", "-ec", spoil).ExitCode);

        Assert.Equal(0, image.Run(Hook).ExitCode);
        Assert.Equal($"infra-stage: orders-db-1 the next boot is not closed before the network: {Unit} cannot be kept\n", image.Console);
    }

    /// <summary>What user data leaves out of the first bundle is in the script, and infra-apply restores it.</summary>
    [SkippableFact]
    public void Script_RulesInIt_AreThoseOfTheFirstBundle()
    {
        Skip.IfNot(Tool.IsOnPath("python3"), "needs python3");
        const string complete = """
            import json, os, sys
            os.environ["INFRA_ROOT"] = sys.argv[1]
            sys.path.insert(0, sys.argv[2])
            import boots
            print(json.dumps({file["path"]: file["content"] for file in json.loads(boots.first_bundle())["files"]}))
            """;
        var bundle = Filled.FirstBundle(SmallProject.Plan(), "orders-db-1");
        using var image = new ImageTools();
        image.Pretend("systemctl");
        image.Touch("TEST-ROOT");
        image.Write("etc/infra/bundle.json", bundle.Without(Lockdown.HasRulesOf).ToJson());
        image.Write("usr/local/sbin/infra-lockdown", Script);

        var run = Tool.Run(
            "",
            "/",
            "python3",
            "-B",
            "-c",
            complete,
            image.Root,
            Repository.PathOf("components", "Infra.Core", "Boot", "node", "lib", "infra")
        );

        var files = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(run.Output)!;
        Assert.Equal(4, bundle.Files.Count(file => Lockdown.HasRulesOf(file.Path)));
        Assert.All(bundle.Files, file => Assert.Equal(file.Content, files[file.Path]));
    }

    /// <summary>Everything that brings up a network, and everything that listens, is ordered after it.</summary>
    [Fact]
    public void UnitFile_WhatItIsBefore_NeedsIt()
    {
        string[] Words(string key) => WordsOf(Lockdown.UnitFile, key);

        Assert.Equal(["network-pre.target", .. Words("RequiredBy")], Words("Before"));
        foreach (
            var unit in new[] { "cloud-init-local.service", "systemd-networkd.service", "networking.service", "ssh.service", "ssh.socket" }
        )
        {
            Assert.Contains(unit, Words("RequiredBy"));
        }

        Assert.Empty(Words("After"));
    }

    /// <summary>Between two attempts systemd keeps the job: a network ordered after it would never start while it fails.</summary>
    [Fact]
    public void FirewallUnit_WhichIsTriedAgain_HoldsUpNeitherNetworkNorSsh()
    {
        Assert.Equal(["on-failure"], WordsOf(NodeFiles.FirewallUnit, "Restart"));
        Assert.Equal(["shutdown.target"], WordsOf(NodeFiles.FirewallUnit, "Before"));
        Assert.Contains(Lockdown.Unit, WordsOf(NodeFiles.FirewallUnit, "After"));
    }

    private static string[] WordsOf(string unit, string key) =>
        [
            .. unit.Split('\n')
                .Where(line => line.StartsWith($"{key}=", StringComparison.Ordinal))
                .SelectMany(line => line[(key.Length + 1)..].Split(' ')),
        ];

    private static (int, string) Ran(Tool run) => (run.ExitCode, run.Output);

    private static string Rules(string backEnd) => $"iptables-{backEnd} -S; ip6tables-{backEnd} -S";

    private static ImageTools Real(string backEnd)
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        var image = new ImageTools();
        foreach (var tool in new[] { "iptables", "ip6tables", "iptables-restore", "ip6tables-restore" })
        {
            image.Pretend(tool, $"exec {Tool.Find($"xtables-{backEnd}-multi")} {tool} \"$@\"");
            image.Link(tool.Replace("tables", $"tables-{backEnd}", StringComparison.Ordinal));
        }

        return image;
    }

    [GeneratedRegex("^ExecStart=/bin/sh -c '(.*)'$", RegexOptions.Multiline)]
    private static partial Regex ShellOfUnit();
}
