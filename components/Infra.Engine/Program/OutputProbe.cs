using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Engine.Program;

/// <summary>The resolved content of an output.</summary>
internal sealed record Probed(object? Value, bool Known, bool Secret, ImmutableHashSet<Resource> Dependencies);

/// <summary>Reads an <c>Input&lt;T&gt;</c> or <c>Output&lt;T&gt;</c> whose T is known only at run time.</summary>
internal abstract class OutputProbe
{
    private static readonly ConcurrentDictionary<Type, OutputProbe?> Probes = [];

    /// <summary>Returns null for anything that is neither an input nor an output.</summary>
    public static OutputProbe? For(object value) => Probes.GetOrAdd(value.GetType(), static type =>
        {
            for (var t = type; t is not null; t = t.BaseType)
            {
                if (
                    t.IsGenericType && (t.GetGenericTypeDefinition() == typeof(Input<>) || t.GetGenericTypeDefinition() == typeof(Output<>))
                )
                    return (OutputProbe)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(t.GetGenericArguments()))!;
            }

            return null;
        });

    /// <summary>Waits for the output. Faults if its source has failed.</summary>
    public abstract Task<Probed> ReadAsync(object source);

    private sealed class Typed<T> : OutputProbe
    {
        public override async Task<Probed> ReadAsync(object source)
        {
            var output = source as Output<T> ?? ((Input<T>)source).ToOutput();
            var known = await OutputUtilities.GetIsKnownAsync(output).ConfigureAwait(false);
            return new Probed(
                known ? await OutputUtilities.GetValueAsync(output).ConfigureAwait(false) : null,
                known,
                await Output.IsSecretAsync(output).ConfigureAwait(false),
                await OutputUtilities.GetDependenciesAsync(output).ConfigureAwait(false)
            );
        }
    }
}
