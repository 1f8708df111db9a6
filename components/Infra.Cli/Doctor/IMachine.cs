namespace Infra.Cli.Doctor;

/// <summary>What the doctor checks on a machine; tests substitute their own.</summary>
public interface IMachine
{
    /// <summary>The effective user is root.</summary>
    bool IsRoot { get; }

    /// <summary>A program's path, including sbin directories; null if not found.</summary>
    string? Find(string program);

    /// <summary>A file's text, or null when it cannot be read.</summary>
    string? Read(string path);

    bool Exists(string path);

    /// <summary>Bytes free for files under a directory (or its nearest existing parent).</summary>
    long FreeBytes(string directory);

    /// <summary>Runs a program to completion; null if it cannot be started or times out.</summary>
    (int ExitCode, string Output)? Run(TimeSpan timeout, string program, params string[] arguments);
}
