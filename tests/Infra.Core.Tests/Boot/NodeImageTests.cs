using Infra.Core.Boot;
using Infra.Core.Clouds;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Boot;

/// <summary>
/// The programs that read a node's files accept them: run from a Debian 12 tree, since a build machine lacks them. INFRA_IMAGE_TREE names
/// one, such as that in the local cloud's image cache.
/// </summary>
public class NodeImageTests
{
    // Its own namespaces: nothing is mounted, and no port taken, outside this command.
    private const string Enter = """
        mount --bind "$2" "$1/mnt" && mount -t proc proc "$1/proc" && cd / && exec chroot "$1" sh -euc "$3"
        """;

    [SkippableTheory]
    [InlineData(CloudKind.Local)]
    [InlineData(CloudKind.Aws)]
    [InlineData(CloudKind.Azure)]
    [InlineData(CloudKind.Gcp)]
    public void CloudConfig_CloudInitSchema_IsValid(CloudKind cloud)
    {
        var plan = SmallProject.Plan(cloud);
        var config = CloudConfig.Write(
            "orders-db-1",
            SmallProject.OperatorKeys,
            Filled.FirstBundle(plan, "orders-db-1"),
            NodePlatform.For(cloud),
            UserData.TokenPlace
        );

        var run = InImage("cloud-init schema -c /mnt/config", ("config", config));

        Assert.Equal((0, "Valid cloud-config: /mnt/config"), (run.ExitCode, run.Output.Trim()));
    }

    [SkippableFact]
    public void CloudConfig_Broken_IsNotValid() =>
        Assert.NotEqual(0, InImage("cloud-init schema -c /mnt/config", ("config", "#cloud-config\nruncmd: 1\n")).ExitCode);

    [SkippableTheory]
    [InlineData("", 0)]
    [InlineData("NoSuchOption yes\n", 255)]
    public void Sshd_Test_TakesTheFileAndNoOther(string more, int exitCode)
    {
        var run = InImage(
            "ssh-keygen -q -t ed25519 -N '' -f /mnt/key; sed -i 's,/etc/ssh/ssh_host_ed25519_key,/mnt/key,' "
                + "/mnt/sshd; mkdir -p /run/sshd; /usr/sbin/sshd -t -f /mnt/sshd",
            ("sshd", NodeFiles.Sshd + more)
        );

        Assert.True(run.ExitCode == exitCode, run.Output);
    }

    public static TheoryData<string> BastionSettings =>
        [
            .. ((IEnumerable<object[]>)SshdSettings)
                .Select(row => (string)row[0])
                .Where(setting => setting is not ("disableforwarding yes" or "allowtcpforwarding no")),
            "disableforwarding no",
            "allowtcpforwarding local",
            "permitlisten none",
            "gatewayports no",
            "permitopen 10.42.0.12:22 10.42.0.12:30287 10.42.0.13:22 10.42.0.13:30287",
            "loglevel VERBOSE",
        ];

    [SkippableTheory]
    [MemberData(nameof(BastionSettings))]
    public void BastionSshd_EffectiveSetting_IsTheClosedOne(string setting)
    {
        var run = InImage(
            "ssh-keygen -q -t ed25519 -N '' -f /mnt/key; sed -i 's,/etc/ssh/ssh_host_ed25519_key,/mnt/key,' "
                + "/mnt/sshd; mkdir -p /run/sshd; /usr/sbin/sshd -T -f /mnt/sshd",
            ("sshd", BastionSshd)
        );

        Assert.Contains($"\n{setting}\n", "\n" + run.Output, StringComparison.OrdinalIgnoreCase);
    }

    public static TheoryData<string> SshdSettings =>
        [
            "permitrootlogin no",
            "allowusers ops",
            "authenticationmethods publickey",
            "authorizedkeysfile /etc/ssh/infra_authorized_keys",
            "authorizedkeyscommand none",
            "trustedusercakeys none",
            "pubkeyauthentication yes",
            "passwordauthentication no",
            "kbdinteractiveauthentication no",
            "hostbasedauthentication no",
            "permitemptypasswords no",
            "permituserenvironment no",
            "permituserrc no",
            "disableforwarding yes",
            "allowagentforwarding no",
            "allowstreamlocalforwarding no",
            "allowtcpforwarding no",
            "permittunnel no",
            "x11forwarding no",
            "usedns no",
        ];

    /// <summary>sshd's interpretation of the file.</summary>
    [SkippableTheory]
    [MemberData(nameof(SshdSettings))]
    public void Sshd_EffectiveSetting_IsTheClosedOne(string setting)
    {
        var run = InImage(
            "ssh-keygen -q -t ed25519 -N '' -f /mnt/key; sed -i 's,/etc/ssh/ssh_host_ed25519_key,/mnt/key,' "
                + "/mnt/sshd; mkdir -p /run/sshd; /usr/sbin/sshd -T -f /mnt/sshd",
            ("sshd", NodeFiles.Sshd)
        );

        Assert.Contains($"\n{setting}\n", "\n" + run.Output, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The node's own sysctl applies the settings this kernel has, on each interface, and ignores those it may lack.</summary>
    [SkippableTheory]
    [InlineData("", 0)]
    [InlineData("-kernel.not_there = 1\n", 1)]
    public void Sysctl_Load_SetsEachInterfaceAndMindsNoMissingName(string more, int exitCode)
    {
        var run = InImage(
            "ip link add one type veth peer name two; mount -o remount,rw /proc/sys 2>/dev/null || true; sysctl -q -p "
                + "/mnt/sysctl && status=0 || status=$?; "
                + "cat /proc/sys/net/ipv4/conf/*/rp_filter /proc/sys/net/ipv4/conf/*/log_martians | sort -u; echo "
                + "\"status $status\"; exit $status",
            (
                "sysctl",
                string.Concat(
                    NodeFiles
                        .Hardening.Split('\n')
                        .Where(line => line.StartsWith("net.ipv4", StringComparison.Ordinal))
                        .Append("kernel.not_ther[e] = 1")
                        .Select(line => line + "\n")
                ) + more
            )
        );

        Assert.True(run.ExitCode == exitCode, run.Output);
        Assert.Contains($"1\nstatus {exitCode}\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0\n1\n", run.Output, StringComparison.Ordinal);
    }

    // An sshd with the node's file on its own loopback interface, an account for operators, and a client that offers keys in order:
    // $wrong that belong to nobody, then the operator's if $right is set.
    private const string LogIn = """
        ip link set lo up
        mount -t tmpfs -o mode=755 tmpfs /etc/ssh
        mount -t tmpfs -o mode=755 tmpfs /run
        mkdir /run/sshd
        cp /etc/passwd /etc/shadow /mnt
        echo 'ops:x:1000:1000::/tmp:/bin/sh' >>/mnt/passwd
        echo 'ops:*:19000:0:99999:7:::' >>/mnt/shadow
        mount --bind /mnt/passwd /etc/passwd
        mount --bind /mnt/shadow /etc/shadow
        identities=
        for name in $(seq "$wrong") right; do
          ssh-keygen -q -t ed25519 -N '' -f "/mnt/$name"
          [ "$name" = right ] && [ "$right" = no ] || identities="$identities -i /mnt/$name"
        done
        ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
        cp /mnt/right.pub /etc/ssh/operators
        : >/mnt/log
        /usr/sbin/sshd -D -f /mnt/sshd -p 2222 -o AuthorizedKeysFile=/etc/ssh/operators -E /mnt/log &
        trap "kill $!" EXIT
        for try in $(seq 50); do
          grep -q listening /mnt/log && break
          sleep 0.1
        done
        ssh -F none -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes -o LogLevel=ERROR -o StrictHostKeyChecking=no \
          -o UserKnownHostsFile=/mnt/known $identities -p 2222 ops@127.0.0.1 echo logged in
        """;

    /// <summary>
    /// An agent offers every key it has: operators with some other keys before theirs get in, nobody gets in with only others.
    /// </summary>
    [SkippableTheory]
    [InlineData(0, "yes", true)]
    [InlineData(6, "yes", true)]
    [InlineData(9, "yes", true)]
    [InlineData(10, "yes", false)]
    [InlineData(6, "no", false)]
    public void Sshd_KeysOffered_LetsInTheOperatorsAmongThem(int wrong, string right, bool loggedIn)
    {
        var run = InImage($"wrong={wrong} right={right}\n{LogIn}", ("sshd", NodeFiles.Sshd));

        Assert.True(loggedIn == (run.ExitCode == 0 && run.Output == "logged in\n"), run.Output);
        Assert.True(
            loggedIn
                || run.Output.Contains("Permission denied", StringComparison.Ordinal)
                || run.Output.Contains("Too many authentication failures", StringComparison.Ordinal),
            run.Output
        );
    }

    // The same sshd as a bastion's, with a listener where a node would be, and whatever "$try" asks of it.
    private static string Through(string attempt) =>
        LogIn
            .Replace("echo logged in", "true", StringComparison.Ordinal)
            .Replace(
                "for name in",
                "ip address add 10.42.0.12/32 dev lo\nip address add 10.42.0.9/32 dev lo\nfor name in",
                StringComparison.Ordinal
            )
            .Replace("-E /mnt/log &", "-E /mnt/log &\nsshd=$!", StringComparison.Ordinal)
        + $"""

            login() (
              ssh -F none -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes -o LogLevel=INFO -o StrictHostKeyChecking=no \
                -o UserKnownHostsFile=/mnt/known $identities -p 2222 "$@"
            )
            python3 -c '
            import socket, threading, time
            def serve(at):
                s = socket.socket()
                s.bind(at)
                s.listen()
                while True:
                    s.accept()[0].close()
            for at in (("10.42.0.12", 22), ("10.42.0.12", 30287), ("10.42.0.12", 5432), ("10.42.0.9", 22)):
                threading.Thread(target=serve, args=(at,), daemon=True).start()
            time.sleep(0.5)
            print("listening", flush=True)
            time.sleep(60)
            ' >/mnt/listening &
            trap "kill $sshd $!" EXIT
            for try in $(seq 50); do
              grep -q listening /mnt/listening && break
              sleep 0.1
            done
            {attempt}
            sleep 0.3
            echo "--- log"
            cat /mnt/log
            """;

    private static string BastionSshd => BastionFiles.Sshd(SmallProject.Plan().Topology.Nodes[..1]);

    /// <summary>Deny beside allow: only the nodes' ports for operators, of either generation, and nothing of any other kind.</summary>
    [SkippableTheory]
    [InlineData("login -W 10.42.0.12:22 ops@127.0.0.1 </dev/null && echo OPENED", true)]
    [InlineData("login -W 10.42.0.12:30287 ops@127.0.0.1 </dev/null && echo OPENED", true)]
    [InlineData("login -W 10.42.0.12:5432 ops@127.0.0.1 </dev/null && echo OPENED", false)]
    [InlineData("login -W 10.42.0.9:22 ops@127.0.0.1 </dev/null && echo OPENED", false)]
    [InlineData("login -W 127.0.0.1:2222 ops@127.0.0.1 </dev/null && echo OPENED", false)]
    [InlineData("login -W 169.254.169.254:80 ops@127.0.0.1 </dev/null && echo OPENED", false)]
    [InlineData("login -W localhost:2222 ops@127.0.0.1 </dev/null && echo OPENED", false)]
    [InlineData("login -o ExitOnForwardFailure=yes -R 9999:10.42.0.12:22 ops@127.0.0.1 true && echo OPENED", false)]
    [InlineData("login -o ExitOnForwardFailure=yes -R 9999 ops@127.0.0.1 true && echo OPENED", false)]
    [InlineData("login -o ExitOnForwardFailure=yes -R /tmp/x:10.42.0.12:22 ops@127.0.0.1 true && echo OPENED", false)]
    [InlineData("login -o ExitOnForwardFailure=yes -o Tunnel=point-to-point -w any:any ops@127.0.0.1 true && echo OPENED", false)]
    public void BastionSshd_Forwarding_IsToNodesAlone(string attempt, bool opens)
    {
        var run = InImage($"wrong=0 right=yes\n{Through(attempt + " || echo REFUSED")}", ("sshd", BastionSshd));

        Assert.Contains(opens ? "\nOPENED\n" : "\nREFUSED\n", "\n" + run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(opens ? "REFUSED" : "OPENED", run.Output, StringComparison.Ordinal);
        // It was this sshd that answered.
        Assert.Contains("Accepted publickey for ops", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void BastionSshd_Agent_IsNotForwarded()
    {
        var run = InImage(
            "wrong=0 right=yes\n"
                + Through(
                    "eval $(ssh-agent) >/dev/null; login -o ForwardAgent=yes -o IdentityAgent=$SSH_AUTH_SOCK ops@127.0.0.1 "
                        + "'echo \"agent [$SSH_AUTH_SOCK]\"'; kill $SSH_AGENT_PID"
                ),
            ("sshd", BastionSshd)
        );

        Assert.Contains("agent []", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The lines of this image's OpenSSH are those that the reader knows.</summary>
    [SkippableFact]
    public void BastionSshd_Log_TellsWhoWentWhere()
    {
        var run = InImage(
            "wrong=0 right=yes\n"
                + Through(
                    "login -W 10.42.0.12:22 ops@127.0.0.1 </dev/null; login -W 10.42.0.9:22 ops@127.0.0.1 </dev/null || true; "
                        + "ssh-keygen -lf /mnt/right.pub | cut -d' ' -f2 | sed 's/^/key /'"
                ),
            ("sshd", BastionSshd)
        );

        var (before, log) = (run.Output.Split("--- log\n")[0], run.Output.Split("--- log\n")[1]);
        var key = before.Split('\n').Single(line => line.StartsWith("key ", StringComparison.Ordinal))[4..];
        // On stderr sshd does not say which process writes; the journal does. One login after the other: the process is the login's.
        var process = 0;
        var journal = string.Concat(
            log.Replace("\r", "", StringComparison.Ordinal)
                .Split('\n')
                .Select(line =>
                {
                    process += line.StartsWith("Connection from", StringComparison.Ordinal) ? 1 : 0;
                    return $"2026-11-29T16:00:00+0000 sshd[{process}]: {line}\n";
                })
        );
        var sessions = SessionLog.Read(journal);
        Assert.Equal(
            [("10.42.0.12", 22, false), ("10.42.0.9", 22, true)],
            sessions.Select(session => (session.To, session.Port, session.Denied))
        );
        Assert.All(sessions, session => Assert.Equal(("127.0.0.1", key), (session.From, session.Key)));
    }

    [SkippableTheory]
    [InlineData(CloudKind.Local, "", 0)]
    [InlineData(CloudKind.Aws, "", 0)]
    [InlineData(CloudKind.Azure, "", 0)]
    [InlineData(CloudKind.Gcp, "", 0)]
    [InlineData(CloudKind.Azure, "refclock PHC /dev/ptp_hyperv nosuchoption 1\n", 1)]
    [InlineData(CloudKind.Local, "nosuchdirective\n", 1)]
    public void Chronyd_Print_TakesTheFileAndNoOther(CloudKind cloud, string more, int exitCode)
    {
        var run = InImage(
            "/usr/sbin/chronyd -p -f /mnt/chrony",
            (
                "chrony",
                Filled.FirstBundle(SmallProject.Plan(cloud), "orders-db-1").Files.Single(f => f.Path == NodeFiles.ChronyPath).Content + more
            )
        );

        Assert.True(run.ExitCode == exitCode, run.Output);
    }

    [SkippableFact]
    public void WgQuick_Strip_LeavesWhatTheKernelTakes()
    {
        var bundle = Filled.InService(SmallProject.Plan(), "orders-db-1", SampleIdentity.PeersOfFirst);

        var run = InImage(
            "chmod 600 /mnt/wg0.conf; wg-quick strip /mnt/wg0.conf",
            ("wg0.conf", bundle.Files.Single(f => f.Path.EndsWith("wg0.conf", StringComparison.Ordinal)).Content)
        );

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(2, run.Output.Split("[Peer]").Length - 1);
        Assert.DoesNotContain("MTU", run.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(NodeFiles.FirewallUnit)]
    [InlineData(NodeFiles.NodeUnit)]
    public void Unit_SystemdAnalyze_FindsNothing(string unit)
    {
        // The program and the other unit are not in the tree.
        var alone = unit.Replace(NodeProgram.Command, "/bin/true", StringComparison.Ordinal)
            .Replace("Requires=infra-firewall.service\n", "", StringComparison.Ordinal);

        var run = InImage("systemd-analyze verify --man=no /mnt/infra-x.service", ("infra-x.service", alone));

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
    }

    private static Tool InImage(string command, (string Name, string Content) file)
    {
        var tree = Environment.GetEnvironmentVariable("INFRA_IMAGE_TREE");
        Skip.If(string.IsNullOrEmpty(tree), "needs INFRA_IMAGE_TREE, the directory of a Debian 12 system with a node's packages");
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        var directory = Directory.CreateTempSubdirectory("infra-image-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, file.Name), file.Content);
            return Tool.Run("", "/", "unshare", "--mount", "--net", "sh", "-c", Enter, "sh", tree, directory.FullName, command);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
