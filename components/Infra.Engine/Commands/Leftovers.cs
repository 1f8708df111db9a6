using Infra.Engine.State;

namespace Infra.Engine.Commands;

/// <summary>
/// Ends processes left running by a killed run. Otherwise a resumed run would start a command while its twin is still running.
/// </summary>
internal static class Leftovers
{
    public static async Task EndAsync(StateFiles files, StackState state, Action<EngineDiagnostic> warn)
    {
        if (!Directory.Exists(files.Running))
            return;
        foreach (var file in Directory.EnumerateFiles(files.Running))
        {
            if (ProcessSession.StillRunning(file) is { } session)
            {
                var operation = state.Pending.FirstOrDefault(p => p.Id == Path.GetFileName(file));
                warn(
                    new EngineDiagnostic(
                        EngineCodes.LeftoverStopped,
                        "A command of an interrupted run was still running "
                            + $"({operation?.Resource.ToString() ?? "unknown resource"}, process {session}); it has been "
                            + "stopped.",
                        "",
                        operation?.Resource.Urn
                    )
                );
                await ProcessSession.EndAsync(session).ConfigureAwait(false);
            }

            File.Delete(file);
        }
    }
}
