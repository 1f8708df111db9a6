using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Declarations;

/// <summary>
/// Runs every example stack, its variants, additions to it, and every negative control through the compiler once, for all tests.
/// </summary>
public sealed class DeclarationsFixture : IAsyncLifetime
{
    private ImmutableSortedDictionary<string, ImmutableArray<string>> _problems = ImmutableSortedDictionary<
        string,
        ImmutableArray<string>
    >.Empty;
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private string? _missing;

    public async Task InitializeAsync()
    {
        (var packages, _missing) = await NpmPackages.FindAsync();
        if (packages is null)
            return;
        var files = new Dictionary<string, TypeScriptFile>(StringComparer.Ordinal);
        // Unchanged registrations have already been compiled.
        var compiled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stack in ExampleStacks.Names)
            Add(stack, await ExampleStacks.RunAsync(stack));
        foreach (var variant in Variant.All)
            Add(variant.Name, await variant.RunAsync());
        foreach (var stack in ExampleStacks.Plain)
            Add(Changed(stack), await ChangesAsync(stack));
        foreach (var (name, use) in NegativeControls.Of(await ExampleStacks.RunAsync("aws-private")))
            files[name] = new TypeScriptFile([use], packages);
        _problems = await TypeScriptCompiler.CheckAsync(files, packages);

        void Add(string name, params StackRun[] runs)
        {
            var uses = runs.SelectMany(run => Use.All(run)).Where(use => compiled.Add(use.Written)).ToImmutableArray();
            _uses[name] = uses.Length;
            files[name] = new TypeScriptFile(uses, packages);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The compiler's errors for a stack or a negative control. Skips the test if it could not run.</summary>
    internal ImmutableArray<string> Problems(string file)
    {
        Skip.If(_missing is not null, _missing);
        return _problems[file];
    }

    /// <summary>How many resources and calls of a stack were compiled.</summary>
    internal int Uses(string stack) => _uses[stack];

    /// <summary>The name for a stack's registrations with an addition.</summary>
    internal static string Changed(string stack) => $"{stack}-changed";

    // One change after the other, each added to the plain stack.
    private static async Task<StackRun[]> ChangesAsync(string stack)
    {
        var (text, lockText) = (ExampleStacks.Text(stack), ExampleStacks.LockText(stack));
        var runs = new List<StackRun>();
        foreach (var change in StackChange.To(text))
            runs.Add(await StackRun.OfAsync(change.Add(text), lockText));
        return [.. runs];
    }
}
