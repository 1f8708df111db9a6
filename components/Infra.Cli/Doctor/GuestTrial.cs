namespace Infra.Cli.Doctor;

/// <summary>Runs a guest under KVM: a kernel without a disk, which must get as far as its panic for lack of one.</summary>
internal static class GuestTrial
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    internal static bool RunsUnderKvm(IMachine machine, string kernel) =>
        machine.Run(
            Patience,
            "qemu-system-x86_64",
            "-accel",
            "kvm",
            "-cpu",
            "host",
            "-M",
            "q35",
            "-smp",
            "1",
            "-m",
            "256",
            "-nodefaults",
            "-no-user-config",
            "-display",
            "none",
            "-no-reboot",
            "-serial",
            "stdio",
            "-kernel",
            kernel,
            "-append",
            "console=ttyS0 panic=-1"
        )
            is { } run
        && run.Output.Contains("Kernel panic", StringComparison.Ordinal);

    /// <summary>Finds a kernel: that of the local cloud's image once built, else the machine's own; null if neither exists.</summary>
    internal static string? FindKernel()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Newest(Path.Combine(cache, "infra"), "vmlinuz", SearchOption.AllDirectories)
            ?? Newest("/boot", "vmlinuz-*", SearchOption.TopDirectoryOnly);
    }

    private static string? Newest(string directory, string pattern, SearchOption depth) =>
        Directory.Exists(directory)
            ? new DirectoryInfo(directory)
                .EnumerateFiles(
                    pattern,
                    new EnumerationOptions { RecurseSubdirectories = depth == SearchOption.AllDirectories, IgnoreInaccessible = true }
                )
                .MaxBy(f => f.LastWriteTimeUtc)
                ?.FullName
            : null;
}
