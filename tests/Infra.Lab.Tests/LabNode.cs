namespace Infra.Lab.Tests;

/// <summary>One row of <c>infra verify --json</c>.</summary>
internal sealed record VerifyRow(string Check, string Subject, string Expected, string Observed, bool Passed)
{
    internal static void AllPassed(IReadOnlyList<VerifyRow> rows)
    {
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(row.Passed, row.ToString()));
    }
}

/// <summary>How to log in to a node.</summary>
internal sealed record LabNode(string Host, int Port, string User, string PrivateKeyPath)
{
    /// <summary>Runs a shell command on the node as root, with the system's own ssh.</summary>
    internal async Task<string> RootAsync(string command) => (await TryRootAsync(command)).MustSucceed().Output.Trim();

    internal Task<Ran> TryRootAsync(string command) =>
        Ran.CommandAsync(
            "ssh",
            "-i",
            PrivateKeyPath,
            "-p",
            $"{Port}",
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectTimeout=20",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            $"{User}@{Host}",
            $"sudo sh -c '{command}'"
        );
}
