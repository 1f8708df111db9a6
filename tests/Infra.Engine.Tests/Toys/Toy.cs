using Infra.Engine.Results;
using Pulumi;
using Pulumi.Command.Local;
using RunResult = Infra.Engine.Results.RunResult;

namespace Infra.Engine.Tests.Toys;

/// <summary>A scratch directory with a stack in it: real commands that write real files.</summary>
internal sealed class Toy : IDisposable, IProgress<EngineEvent>
{
    private readonly List<EngineEvent> events = [];
    private readonly bool owned;

    /// <param name="root">An existing directory, of another process; null: a new one, removed at the end.</param>
    public Toy(string? root = null)
    {
        owned = root is null;
        Root = root ?? Directory.CreateTempSubdirectory("infra-engine-").FullName;
    }

    public string Root { get; }

    public string State => Path.Combine(Root, "state");

    public string StateFile => Path.Combine(State, "state.json");

    /// <summary>What ran, one line each, in order: commands created by <see cref="Command"/> write here.</summary>
    public string[] Log => File.Exists(LogFile) ? File.ReadAllLines(LogFile) : [];

    public IReadOnlyList<EngineEvent> Events
    {
        get
        {
            lock (events)
                return [.. events];
        }
    }

    public Func<EngineOptions, EngineOptions> Options { get; set; } = o => o;

    private string LogFile => Path.Combine(Root, "log");

    public EmbeddedEngine Engine(Func<Output<string>?> declare) =>
        new(
            Options(
                new EngineOptions
                {
                    Project = "toy",
                    Stack = "test",
                    StateDirectory = State,
                    WorkingDirectory = Root,
                    Services = options => new ToyServices(options, declare),
                }
            ),
            this
        );

    public EmbeddedEngine Engine(Action declare) =>
        Engine(() =>
        {
            declare();
            return null;
        });

    public Task<PlanResult> Plan(Action declare) => Engine(declare).PlanAsync<ToyStack>();

    public Task<RunResult> Up(Action declare) => Engine(declare).UpAsync<ToyStack>();

    public Task<RunResult> Down() => Engine(() => { }).DownAsync();

    /// <summary>A resource that records each run in the log; its create prints <c>made NAME VALUE</c>.</summary>
    public static Command Command(
        string name,
        Input<string>? value = null,
        InputList<object>? triggers = null,
        CustomResourceOptions? options = null,
        string? create = null
    )
    {
        var args = new CommandArgs
        {
            Create = create ?? "echo \"create $NAME $VALUE\" >>log; echo \"made $NAME $VALUE\"",
            Update = "echo \"update $NAME $VALUE\" >>log; echo \"changed $NAME $VALUE\"",
            Delete = "echo \"delete $NAME $VALUE\" >>log",
            Environment = { ["NAME"] = name },
        };
        if (value is not null)
            args.Environment["VALUE"] = value;
        if (triggers is not null)
            args.Triggers = triggers;
        return new Command(name, args, options);
    }

    public void Report(EngineEvent value)
    {
        lock (events)
            events.Add(value);
    }

    public void Dispose()
    {
        if (owned)
            Directory.Delete(Root, recursive: true);
    }
}
