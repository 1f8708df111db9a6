using System.Collections.Immutable;
using Infra.Engine.Commands;
using Infra.Engine.Planning;
using Infra.Engine.Program;
using Infra.Engine.Values;

namespace Infra.Engine.Applying;

/// <summary>
/// Answers the program's invokes. <c>command:local:run</c> is actually run, even in plans: such commands only read. An invoke that needs
/// a cloud gets a placeholder in a plan, with a warning, and fails an up.
/// </summary>
internal sealed class ProgramInvokes(EngineOptions options, RunJournal journal, bool preview, CancellationToken cancellation)
{
    private readonly LocalRunner local = new(options.WorkingDirectory, journal.Warn);

    public async Task<ImmutableDictionary<string, object>> AnswerAsync(string token, ImmutableDictionary<string, object> args)
    {
        if (token == ResourceKinds.LocalRun)
            return await RunAsync(args).ConfigureAwait(false);
        var answer = options.InvokeAnswers.GetValueOrDefault(token) ?? InvokePlaceholders.BuiltIn.GetValueOrDefault(token);
        if (!preview || answer is null)
            throw new EngineException([EngineFindings.InvokeUnanswered(token, preview, options.Stack)]);
        journal.Warn(EngineFindings.InvokeAnswered(token));
        return answer.SetItems(args.Where(a => !answer.ContainsKey(a.Key)));
    }

    private async Task<ImmutableDictionary<string, object>> RunAsync(ImmutableDictionary<string, object> args)
    {
        var inputs = new CommandInputs((Value.Map)ValueObjects.FromObject(args)!);
        try
        {
            var outputs = await local
                .RunAsync(new CommandRun((string)args["command"], inputs, null, null, (_, _) => { }), cancellation)
                .ConfigureAwait(false);
            return args.SetItem("stdout", outputs.Stdout).SetItem("stderr", outputs.Stderr);
        }
        catch (CommandException e)
        {
            throw new EngineException([e.Diagnostic], e);
        }
    }
}
