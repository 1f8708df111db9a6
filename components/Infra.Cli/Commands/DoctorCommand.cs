using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Doctor;
using Infra.Cli.Output;
using Infra.Cli.Stacks;

namespace Infra.Cli.Commands;

/// <summary><c>infra doctor</c>: what this machine can and cannot do, with remedies. Fails if the local cloud cannot run.</summary>
internal sealed class DoctorCommand : Command
{
    private readonly Option<bool> json = CommonOptions.Json("the findings");

    internal DoctorCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("doctor", "Check what this machine can run, and what to do where it cannot.")
    {
        Add(json);
        SetAction(parsed =>
        {
            var labDirectory = Environment.GetEnvironmentVariable("INFRA_LAB_DIR") is { Length: > 0 } set ? set : "/var/tmp/infra";
            if (screen.Interactive)
            {
                messages.Line(new Piece("Checking; starting a guest may take a few seconds ...", Tone.Quiet));
            }

            var examination = new Examination(new ThisMachine(), workspace().Root, labDirectory, GuestTrial.FindKernel());
            return Report(screen, [.. examination.Findings()], parsed.GetValue(json));
        });
    }

    internal static int Report(Screen screen, IReadOnlyList<Finding> findings, bool json)
    {
        var missing = findings.Count(f => f.Verdict == Verdict.Missing);
        if (json)
        {
            screen.Raw(JsonSerializer.Serialize(new { ready = missing == 0, findings }, Json.Indented));
        }
        else
        {
            screen.Table(
                ["", "what", "found", "remedy"],
                findings.Select(IReadOnlyList<Piece> (f) => [Mark(f.Verdict), f.Subject, f.Fact, f.Remedy])
            );
            screen.Line(
                missing == 0
                    ? new Piece("The local cloud can run here.", Tone.Good)
                    : new Piece(
                        $"The local cloud cannot run here: {(missing == 1 ? "1 thing is" : $"{missing} things are")} missing.",
                        Tone.Bad
                    )
            );
        }

        return missing == 0 ? ExitCode.Ok : ExitCode.Failure;
    }

    private static Piece Mark(Verdict verdict) =>
        verdict switch
        {
            Verdict.Good => new("ok", Tone.Good),
            Verdict.Note => new("note", Tone.Warn),
            _ => new("MISSING", Tone.Bad),
        };
}
