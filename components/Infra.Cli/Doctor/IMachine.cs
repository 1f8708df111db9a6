namespace Infra.Cli.Doctor;

/// <summary>What the doctor asks of a machine; a test answers as it likes.</summary>
public interface IMachine
{
    /// <summary>The effective user is root.</summary>
    bool IsRoot { get; }

    /// <summary>Where a program is, sbin included; null when nowhere.</summary>
    string? Find(string program);

    /// <summary>A file's text, or null when it cannot be read.</summary>
    string? Read(string path);

    bool Exists(string path);

    /// <summary>Bytes free for files under a directory (or its nearest existing parent).</summary>
    long FreeBytes(string directory);

    /// <summary>Runs a program to its end; null when it cannot be started or takes too long.</summary>
    (int ExitCode, string Output)? Run(TimeSpan timeout, string program, params string[] arguments);
}
