using System.Collections.Immutable;
using System.Globalization;
using Infra.Core.Addressing;

namespace Infra.Core.Boot;

/// <summary>The small files that are the same on every node; explained in docs/node.md.</summary>
internal static class NodeFiles
{
    internal const string KeysPath = "/etc/ssh/infra_authorized_keys";
    internal const string SshdPath = "/etc/ssh/sshd_config.d/00-infra.conf";

    // Read last at boot, by name: Debian's 99-protect-links.conf sets a weaker value for one setting.
    internal const string HardeningPath = "/etc/sysctl.d/zz-infra-hardening.conf";
    internal const string ChronyPath = "/etc/chrony/chrony.conf";

    /// <summary>The operators' account: key login, sudo.</summary>
    internal const string Operator = "ops";

    /// <summary>
    /// First in its directory, since sshd uses the first value it reads. Who may reach port 22 is up to the firewall: sshd listens on every
    /// address so that a change of address locks nobody out.
    /// </summary>
    /// <remarks>
    /// Keys come only from one file of root's, which a push updates: not from home directories, nor from what an image's agent finds
    /// (Google's puts a project's keys into homes, and with OS Login a command and an authority into sshd's own file). A client offers its
    /// agent's keys in order, and sshd disconnects at the MaxAuthTries-th rejected one (https://man.openbsd.org/sshd_config#MaxAuthTries):
    /// 10 admits a client with nine other keys first, and costs nothing where only signatures count and no password can be guessed. Offers
    /// are round trips: ten of them, and one touch of a hardware key, fit into LoginGraceTime many times over.
    /// </remarks>
    internal const string Sshd = $"""
        HostKey /etc/ssh/ssh_host_ed25519_key
        PermitRootLogin no
        AllowUsers {Operator}
        AuthenticationMethods publickey
        AuthorizedKeysFile {KeysPath}
        AuthorizedKeysCommand none
        TrustedUserCAKeys none
        PubkeyAuthentication yes
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        HostbasedAuthentication no
        PermitEmptyPasswords no
        PermitUserEnvironment no
        PermitUserRC no
        KexAlgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org
        Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr
        MACs hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256
        HostKeyAlgorithms ssh-ed25519
        PubkeyAcceptedAlgorithms ssh-ed25519,sk-ssh-ed25519@openssh.com
        LogLevel VERBOSE
        LoginGraceTime 30
        MaxAuthTries 10
        DisableForwarding yes
        AllowAgentForwarding no
        AllowStreamLocalForwarding no
        AllowTcpForwarding no
        PermitTunnel no
        X11Forwarding no
        ClientAliveInterval 60
        ClientAliveCountMax 3
        UseDNS no

        """;

    /// <summary>
    /// The settings above that decide who may log in, and to what: sshd starts before the bundle is applied, and would use the image's own
    /// until then, some of which allow passwords. The others come later: every byte of user data is sent.
    /// </summary>
    internal static string SshdAtFirst { get; } =
        string.Concat(
            Sshd.Split('\n')
                .Where(line =>
                    line.Split(' ')[0]
                        is "AllowUsers"
                            or "AuthenticationMethods"
                            or "AuthorizedKeysFile"
                            or "AuthorizedKeysCommand"
                            or "TrustedUserCAKeys"
                            or "PermitUserRC"
                            or "DisableForwarding"
                )
                .Select(line => line + "\n")
        );

    /// <summary>Loaded before the settings below: those of conntrack exist only then.</summary>
    internal const string Modules = """
        nf_conntrack

        """;

    // Memory per connection that the table may hold: an entry is 256-400 bytes and its hash table slot 16, so that a full table is 2.5 % of
    // the machine. The kernel's own default is 65,536 up to 4 GiB, and no more than 262,144 however much more
    // (https://docs.kernel.org/networking/nf_conntrack-sysctl.html).
    private const int BytesPerConnection = 16 << 10;

    /// <summary>
    /// Core files must not contain memory; the node routes nothing and accepts no redirects. Conntrack has room for as many connections as
    /// the machine's size suggests: when its table is full, new connections are dropped, whoever opens them. Paths that silently drop large
    /// packets are detected (RFC 4821), and idle connections send a keepalive every two minutes: Google forgets them after ten, others
    /// after four or six (docs/platform-defaults.md).
    /// </summary>
    /// <remarks>
    /// Redirects are disabled on every existing interface by name, and on later ones by "default": an interface that exists at first boot
    /// already has its own value, and for IPv4 a host accepts what either "all" or the interface allows
    /// (https://docs.kernel.org/networking/ip-sysctl.html). An idle connection is forgotten after one day instead of five: a dead one must
    /// not keep its entry, and a live one is picked up again by its client's next packet. Closed or half-open ones expire after a minute or
    /// less: services whose clients connect for each query fill a table with these.
    /// </remarks>
    /// <param name="memoryMiB">Memory of the node's machine.</param>
    internal static string Sysctl(int memoryMiB) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            kernel.core_pattern = |/bin/false
            fs.suid_dumpable = 0
            net.ipv4.ip_forward = 0
            net.ipv4.conf.*.accept_redirects = 0
            net.ipv4.conf.*.secure_redirects = 0
            net.ipv4.conf.*.send_redirects = 0
            net.ipv6.conf.*.accept_redirects = 0
            net.netfilter.nf_conntrack_buckets = {Connections(memoryMiB) / 2}
            net.netfilter.nf_conntrack_max = {Connections(memoryMiB)}
            net.netfilter.nf_conntrack_tcp_timeout_established = 86400
            net.netfilter.nf_conntrack_tcp_timeout_fin_wait = 60
            net.netfilter.nf_conntrack_tcp_timeout_syn_sent = 60
            net.netfilter.nf_conntrack_tcp_timeout_time_wait = 60
            net.ipv4.tcp_mtu_probing = 1
            net.ipv4.tcp_keepalive_time = 120

            """
        );

    /// <summary>
    /// Limits what a program of the service's own user, or a packet with a spoofed source, can do: a packet is accepted only on the
    /// interface that replies to its source (a node has one on the network; the tunnel is IPv6, where the filter does this), and a rejected
    /// one is logged; kernel addresses, other users' memory and new kernels are out of reach, and so are user namespaces, through which
    /// most kernel vulnerabilities are exploited. It comes with the first push: user data has little space.
    /// </summary>
    /// <remarks>
    /// A name with a pattern is one that a kernel may lack: a pattern without matches is no error. A "-" before the name should do the
    /// same, but sysctl of Debian 12 (procps 4.0.2) exits with 1 all the same.
    /// </remarks>
    internal const string Hardening = """
        net.ipv4.conf.*.rp_filter = 1
        net.ipv4.conf.*.log_martians = 1
        net.ipv4.conf.*.accept_source_route = 0
        net.ipv6.conf.*.accept_source_route = 0
        net.core.bpf_jit_harde[n] = 2
        kernel.dmesg_restrict = 1
        kernel.kexec_load_disable[d] = 1
        kernel.kptr_restrict = 2
        kernel.sysr[q] = 0
        kernel.unprivileged_userns_clon[e] = 0
        kernel.yama.ptrace_scop[e] = 2
        fs.protected_fifos = 2
        fs.protected_hardlinks = 1
        fs.protected_regular = 2
        fs.protected_symlinks = 1

        """;

    /// <summary>How many connections a machine can track at once.</summary>
    internal static int Connections(int memoryMiB) => (int)(((long)memoryMiB << 20) / BytesPerConnection);

    internal const string Limits = """
        * hard core 0
        root hard core 0

        """;

    internal const string Manager = """
        [Manager]
        DefaultLimitCORE=0

        """;

    /// <summary>
    /// The node's own filter at later boots, as early as possible. Without default dependencies, or it would wait for sysinit.target, which
    /// waits for it. If it fails, <see cref="Lockdown"/> holds, which admits operators, and it is retried: the node's volumes and tunnel
    /// wait for it. The network does not: between retries systemd keeps the start job, so whatever is ordered after it would never start,
    /// and nobody could log in to fix the node.
    /// </summary>
    internal const string FirewallUnit = $"""
        [Unit]
        Description=Packet filter of this node
        DefaultDependencies=no
        Wants=infra-node.service
        Before=shutdown.target
        Conflicts=shutdown.target
        After=systemd-remount-fs.service {Lockdown.Unit}
        RequiresMountsFor=/etc/infra /var/lib/infra /usr/local/sbin /run
        ConditionPathExists=/var/lib/infra/confirmed.json

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        TimeoutStartSec=300
        Restart=on-failure
        RestartSec=30
        ExecStart=/usr/local/sbin/infra-apply firewall

        [Install]
        WantedBy=sysinit.target

        """;

    internal const string NodeUnit = """
        [Unit]
        Description=Volumes and tunnel of this node
        After=infra-firewall.service network.target
        Requires=infra-firewall.service
        ConditionPathExists=/var/lib/infra/confirmed.json

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart=/usr/local/sbin/infra-apply boot

        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>Only the cloud's own clock: no pool, and nothing suggested by a DHCP server.</summary>
    /// <param name="clockDevice">The host's clock as a device, or null.</param>
    internal static string Chrony(ImmutableArray<IpAddr> sources, string? clockDevice) =>
        string.Concat([
            .. sources.Select(s => $"server {s} prefer iburst minpoll 4 maxpoll 4\n"),
            // Polled every 8 s, four samples at a time; stratum 2, since the hosts are themselves synchronized by servers.
            .. clockDevice is null ? Array.Empty<string>() : [$"refclock PHC {clockDevice} poll 3 dpoll -2 offset 0 stratum 2\n"],
            """
            driftfile /var/lib/chrony/chrony.drift
            logdir /var/log/chrony
            makestep 1 3
            rtcsync
            cmdport 0

            """,
        ]);
}
