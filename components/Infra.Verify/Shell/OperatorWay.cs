using System.Globalization;
using Infra.Core.Topology;

namespace Infra.Verify.Shell;

/// <summary>What an operator sees of a connection that a bastion was asked to open.</summary>
/// <param name="Said">What the destination sent first.</param>
/// <param name="Complaint">ssh's last line, if it failed.</param>
public sealed record BastionForward(int ExitCode, string Said, string Complaint)
{
    /// <summary>The bastion's sshd does not allow it.</summary>
    public bool Denied => Complaint.Contains("administratively prohibited", StringComparison.Ordinal);

    /// <summary>The login on the bastion itself succeeded: only then does a failure say something about the destination.</summary>
    public bool Connected => ExitCode == 0 || Denied || Complaint.Contains("connect failed", StringComparison.Ordinal);

    /// <summary>For display.</summary>
    public string Fact =>
        Said.Length > 0 ? Said
        : Complaint.Length > 0 ? Complaint
        : "opened, and silent";
}

/// <summary>
/// Operators' own ssh, run where they are: OpenSSH's client, with the bastion's host key pinned and nothing else of the machine's.
/// </summary>
/// <param name="where">The operators' network.</param>
internal sealed class OperatorWay(INodeShell where, NodeEndpoint login, Bastion bastion)
{
    internal const string NoAgent = "agent []";

    internal Bastion Bastion => bastion;

    internal async Task<BastionForward> ForwardAsync(string host, int port, CancellationToken cancellation)
    {
        var result = await where
            .RunAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"timeout 20 ssh {Options("none")} -W {ShellQuote.Word(host)}:{port} {Target} </dev/null"
                ),
                null,
                cancellation
            )
            .ConfigureAwait(false);
        return new BastionForward(
            result.ExitCode,
            result.Stdout.Split('\n')[0].Trim(),
            string.Join("; ", result.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        );
    }

    internal Task<ShellResult> AgentAsync(CancellationToken cancellation)
    {
        var key = ShellQuote.Word(login.PrivateKeyPath);
        var asked = ShellQuote.Word("echo \"agent [$SSH_AUTH_SOCK]\"");
        var script = $"ssh-add -q {key} && timeout 30 ssh {Options("$SSH_AUTH_SOCK")} -o ForwardAgent=yes {Target} {asked}";
        return where.RunAsync($"ssh-agent sh -c {ShellQuote.Word(script)}", null, cancellation);
    }

    internal async Task<string> FingerprintAsync(CancellationToken cancellation)
    {
        var result = await where
            .RunAsync($"ssh-keygen -lf {ShellQuote.Word(login.PrivateKeyPath + ".pub")}", null, cancellation)
            .ConfigureAwait(false);
        return result.Stdout.Split(' ') is [_, var key, ..] ? key : "";
    }

    private string Target => $"{login.User}@{bastion.Machine.PublicAddress ?? bastion.Machine.Address}";

    private string Options(string agent) =>
        string.Join(
            ' ',
            "-F none -o BatchMode=yes -o IdentitiesOnly=yes -o ConnectTimeout=15 -o LogLevel=INFO -o StrictHostKeyChecking=yes",
            "-o UserKnownHostsFile=/dev/null -o GlobalKnownHostsFile=/dev/null",
            $"-o KnownHostsCommand={ShellQuote.Word($"/bin/echo %H {login.HostKey}")}",
            $"-o IdentityAgent={agent} -i {ShellQuote.Word(login.PrivateKeyPath)}"
        );
}
