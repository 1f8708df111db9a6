using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Components.Tests.Testing;
using Infra.Core;
using Infra.Engine;
using Infra.Engine.Commands;
using Infra.Engine.Planning;
using Infra.Engine.Program;
using Infra.Engine.State;
using Infra.Engine.Values;
using Infra.Projects;
using Pulumi.Testing;

namespace Infra.Components.Tests.Local;

/// <summary>
/// An engine deletes unordered resources in any order, and in parallel. So the local stack is deleted here in random orders that its
/// dependencies allow, with its own delete commands; only the scripts they call are fakes.
/// </summary>
[Trait("Category", "Long")]
public sealed class DeletionOrderTests : IDisposable
{
    // Only does what makes another resource's delete command fail: it removes the lab's directory, scripts included.
    private const string Script = "#!/bin/sh\n[ \"${0##*/} $1\" != 'network down' ] || rm -rf \"${INFRA_LAB_DIR:?}/${INFRA_LAB_ID:?}\"\n";
    private const int Seeds = 25;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infra-deletion-");

    [Fact]
    public async Task LocalStack_DeletedInAnyOrderThatDependenciesAllow_LeavesNothing()
    {
        var state = await ApplyAsync();

        for (var seed = 0; seed < Seeds; seed++)
            Assert.Null(await DeleteAsync(state, new Random(seed)));
    }

    [Fact]
    public async Task LocalStack_OperatorKeyNotOrderedBeforeTheNetwork_FailsInSomeOrder()
    {
        var state = await ApplyAsync();
        var network = state.Single(resource => resource.Name == "demo-network").Urn;
        var loose = state
            .Select(resource =>
                resource.Name == "demo-operator-key" ? resource with { Dependencies = resource.Dependencies.Remove(network) } : resource
            )
            .ToArray();

        var failures = new List<string?>();
        for (var seed = 0; seed < Seeds; seed++)
            failures.Add(await DeleteAsync(loose, new Random(seed)));

        Assert.Contains(failures, failure => failure is not null && failure.StartsWith("demo-operator-key: 127", StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>The first error; null if there was none.</summary>
    private async Task<string?> DeleteAsync(IReadOnlyCollection<ResourceState> state, Random random)
    {
        var lab = Path.Combine(_directory.FullName, "lab");
        Directory.CreateDirectory(lab);
        var unpacking = new CommandInputs(state.Single(resource => resource.Name == "demo-tools").Inputs);
        Assert.Equal(0, await RunAsync(unpacking.Create!, unpacking, lab));
        foreach (
            var script in Directory
                .EnumerateFiles(lab, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is "" && Path.GetFileName(path) != "epoch.current")
        )
            await File.WriteAllTextAsync(script, Script);

        var left = DeletionOrder.Of(state.Select(resource => new Deletion(resource, null))).ToList();
        var done = new HashSet<Deletion>();
        while (left.Count > 0)
        {
            var possible = left.Where(deletion => deletion.After.TrueForAll(done.Contains)).ToArray();
            var next = possible[random.Next(possible.Length)];
            var inputs = new CommandInputs(next.Resource.Inputs);
            if (inputs.Delete is { } delete && await RunAsync(delete, inputs, lab) is var status and not 0)
            {
                Directory.Delete(lab, recursive: true);
                return $"{next.Resource.Name}: {status}, after {string.Join(", ", done.Select(deletion => deletion.Resource.Name))}";
            }

            left.Remove(next);
            done.Add(next);
        }

        if (!Directory.Exists(lab))
            return null;
        var rest = string.Join(", ", Directory.EnumerateFileSystemEntries(lab, "*", SearchOption.AllDirectories));
        Directory.Delete(lab, recursive: true);
        return rest.Length == 0 ? null : $"left over: {rest}";
    }

    private static async Task<int> RunAsync(string line, CommandInputs inputs, string lab)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in inputs.Environment)
            start.Environment[name] = value;
        start.Environment["INFRA_LAB_DIR"] = lab;
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.StandardInput.WriteAsync(inputs.Delete == line ? "" : inputs.Stdin ?? "");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It had ended without reading.
        }

        await process.WaitForExitAsync();
        _ = await said;
        return process.ExitCode;
    }

    /// <summary>The local example with names, as a state: the commands themselves are answered, not run.</summary>
    private async Task<IReadOnlyCollection<ResourceState>> ApplyAsync()
    {
        var stacks = _directory.CreateSubdirectory("stacks").FullName;
        var text = ExampleStacks
            .Text("local")
            .Replace("    zones: 3\n", "    dns: {zone: db.example.com}\n    zones: 3\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(stacks, "Pulumi.local.yaml"), text);
        await File.WriteAllTextAsync(Path.Combine(stacks, "local.lock.yaml"), ExampleStacks.LockText("local"));
        var recorder = new ResourceRecorder("infra", "local");
        var applied = new Applied();
        var outcome = await ProgramRun.RunAsync<ProjectStack>(
            new EngineOptions
            {
                Project = "infra",
                Stack = "local",
                StateDirectory = _directory.FullName,
                Services = hooks => new StackServices(new StackContext(new StackFiles(_directory.FullName), LockMode.Extend, hooks)),
            },
            recorder,
            applied,
            preview: false,
            CancellationToken.None
        );
        Assert.Null(outcome.Error);
        Assert.Contains(applied.States, resource => resource.Name == "demo-hosts");
        Assert.Contains(applied.States, resource => resource.Name == "demo-operator-key");
        return applied.States;
    }

    private sealed class Applied : IProgramHandler
    {
        private readonly CloudMocks _mocks = new();
        private readonly Lock _lock = new();
        private ImmutableArray<ResourceState> _states = [];

        internal ImmutableArray<ResourceState> States => _states;

        public async Task<ResourceAnswer> HandleAsync(ResourceRecord record, DeclaredInputs inputs)
        {
            lock (_lock)
            {
                _states = _states.Add(
                    new ResourceState
                    {
                        Sequence = _states.Length,
                        Urn = record.Urn,
                        Type = record.Type,
                        Name = record.Name,
                        Parent = record.Parent,
                        Custom = record.Custom,
                        Inputs = inputs.Values,
                        Dependencies = inputs.Dependencies,
                    }
                );
            }

            var (id, state) = await _mocks.NewResourceAsync(
                new MockResourceArgs
                {
                    Type = record.Type,
                    Name = record.Name,
                    Inputs = ImmutableDictionary<string, object>.Empty,
                }
            );
            return new ResourceAnswer(record.Custom ? id : null, (Value.Map)ValueObjects.FromObject(state)!);
        }

        public async Task<ImmutableDictionary<string, object>> InvokeAsync(string token, ImmutableDictionary<string, object> args) =>
            (ImmutableDictionary<string, object>)await _mocks.CallAsync(new MockCallArgs { Token = token, Args = args });
    }
}
