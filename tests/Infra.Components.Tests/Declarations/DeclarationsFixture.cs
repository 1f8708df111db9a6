using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Declarations;

/// <summary>Runs every example stack, its variants and every negative control through the compiler once, for all tests.</summary>
public sealed class DeclarationsFixture : IAsyncLifetime
{
    private ImmutableSortedDictionary<string, ImmutableArray<string>> _problems = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private string? _missing;

    public async Task InitializeAsync()
    {
        (var packages, _missing) = await NpmPackages.FindAsync();
        if (packages is null)
            return;
        var files = new Dictionary<string, TypeScriptFile>(StringComparer.Ordinal);
        var compiled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stack in ExampleStacks.Names)
        {
            var uses = Use.All(await ExampleStacks.RunAsync(stack));
            _uses[stack] = uses.Length;
            files[stack] = new TypeScriptFile(uses, packages);
            compiled.UnionWith(uses.Select(use => use.Shape));
        }

        // Of a variant only what no example has: the rest was compiled before.
        foreach (var variant in Variant.All)
        {
            var uses = Use.All(await variant.RunAsync()).Where(use => !compiled.Contains(use.Shape)).ToImmutableArray();
            _uses[variant.Name] = uses.Length;
            files[variant.Name] = new TypeScriptFile(uses, packages);
        }

        foreach (var (name, use) in NegativeControls.Of(await ExampleStacks.RunAsync("aws-example")))
            files[name] = new TypeScriptFile([use], packages);
        _problems = await TypeScriptCompiler.CheckAsync(files, packages);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>What the compiler has against a stack or a negative control. Skips the test where it could not run.</summary>
    internal ImmutableArray<string> Problems(string file)
    {
        Skip.If(_missing is not null, _missing);
        return _problems[file];
    }

    /// <summary>How many resources and calls of a stack were compiled.</summary>
    internal int Uses(string stack) => _uses[stack];
}
