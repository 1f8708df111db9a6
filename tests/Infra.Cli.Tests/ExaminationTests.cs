using Infra.Cli.Commands;
using Infra.Cli.Doctor;

namespace Infra.Cli.Tests;

public sealed class ExaminationTests
{
    [Fact]
    public void Findings_MachineWithEverything_AreAllGood()
    {
        var findings = new Examination(new FakeMachine(), "/repo", "/var/tmp/infra", "/boot/vmlinuz").Findings().ToList();
        Assert.All(findings, f => Assert.True(f.Verdict == Verdict.Good && f.Remedy.Length == 0, $"{f.Subject}: {f.Fact}"));
        using var recorder = new Recorder();
        Assert.Equal(ExitCode.Ok, DoctorCommand.Report(recorder.Screen, findings, json: false));
    }

    public static TheoryData<string, string, Verdict, string> Faults =>
        new()
        {
            { "not root", "root", Verdict.Missing, "no" },
            { "no qemu", "qemu-system-x86_64", Verdict.Missing, "not found; it runs the VMs" },
            { "no shellcheck", "shellcheck", Verdict.Note, "not found; it lets tests check the scripts" },
            { "no namespaces", "network namespaces", Verdict.Missing, "unshare failed: Operation not permitted" },
            { "no kvm device", "virtualisation", Verdict.Note, "emulation (TCG): no /dev/kvm" },
            { "kvm hangs", "virtualisation", Verdict.Note, "emulation (TCG): /dev/kvm exists, but a test guest did not run on it" },
            { "little memory", "memory", Verdict.Note, "1.0 GiB available" },
            { "little disk", "disk", Verdict.Missing, "2.0 GiB free for /var/tmp/infra" },
            { "not set up", "Pulumi packages", Verdict.Note, "not chosen yet: nuget by default" },
            { "no pulumi", "pulumi command", Verdict.Note, "not installed" },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Findings_OneThingWrong_SaysWhatAndTheRemedy(string fault, string subject, Verdict verdict, string fact)
    {
        var findings = new Examination(new FakeMachine(fault), "/repo", "/var/tmp/infra", "/boot/vmlinuz").Findings().ToList();
        var found = Assert.Single(findings, f => f.Verdict != Verdict.Good && f.Subject == subject);
        Assert.Equal((verdict, fact), (found.Verdict, found.Fact));
        Assert.NotEmpty(found.Remedy);
        using var recorder = new Recorder();
        Assert.Equal(
            verdict == Verdict.Missing ? ExitCode.Failure : ExitCode.Ok,
            DoctorCommand.Report(recorder.Screen, findings, json: true)
        );
    }

    private sealed class FakeMachine(string fault = "") : IMachine
    {
        public bool IsRoot => fault != "not root";

        public string? Find(string program) =>
            (fault, program) switch
            {
                ("no qemu", "qemu-system-x86_64") or ("no shellcheck", "shellcheck") => null,
                _ => $"/usr/bin/{program}",
            };

        public string? Read(string path) =>
            (fault, path) switch
            {
                (_, "/proc/meminfo") => $"MemTotal: 9 kB\nMemAvailable:   {(fault == "little memory" ? 1 << 20 : 8 << 20)} kB\n",
                ("not set up", _) => null,
                _ => "<Project>\n  <!-- Pulumi SDK: nuget, because: the registry has them -->\n</Project>",
            };

        public bool Exists(string path) => fault != "no kvm device";

        public long FreeBytes(string directory) => (fault == "little disk" ? 2L : 50L) << 30;

        public (int ExitCode, string Output)? Run(TimeSpan timeout, string program, params string[] arguments) =>
            (fault, program) switch
            {
                ("no namespaces", "unshare") => (1, "unshare failed: Operation not permitted\n"),
                ("kvm hangs", "qemu-system-x86_64") or ("no pulumi", "pulumi") => null,
                (_, "qemu-system-x86_64") => (0, "Kernel panic - not syncing: VFS"),
                _ => (0, "v3.112.1\n"),
            };
    }
}
