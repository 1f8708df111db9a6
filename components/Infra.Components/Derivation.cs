using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Infra.Core.Mesh;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Components;

/// <summary>
/// <c>Apply</c>, as every component here uses it. Under the real engine two things reach an <c>Apply</c> that mocks never
/// show. Outputs of resources excluded by <c>--target</c> or <c>--exclude</c> are null. And an exception is printed with a stack
/// trace, even a <see cref="RunException"/>, once the output is an input of some resource, and again for each such resource
/// (https://github.com/pulumi/pulumi-dotnet/blob/v3.112.1/sdk/Pulumi/Deployment/Deployment_Serialization.cs#L97).
/// </summary>
public static class Derivation
{
    /// <summary>
    /// Unknown if <paramref name="output"/>, or an item of the tuple or list it holds, is null: never derived from partial input. An
    /// exception fails the run with its message, once.
    /// </summary>
    public static Output<TResult> Derive<T, TResult>(this Output<T> output, Func<T, TResult> derive)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(derive);
#pragma warning disable RS0030 // The one place that may.
        return output.Apply(value => IsAbsent(value) ? OutputUtilities.CreateUnknown(default(TResult)!) : Told(() => derive(value)));
#pragma warning restore RS0030
    }

    /// <summary>The same, for a function that returns an output itself.</summary>
    public static Output<TResult> Chain<T, TResult>(this Output<T> output, Func<T, Output<TResult>> derive)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(derive);
#pragma warning disable RS0030 // As above.
        return output.Apply(value =>
            IsAbsent(value) ? OutputUtilities.CreateUnknown(default(TResult)!) : Told(() => derive(value)).Apply(derived => derived)
        );
#pragma warning restore RS0030
    }

    /// <summary>A string that a provider may leave out; empty in that case.</summary>
    public static Output<string> OrEmpty(this Output<string> output)
    {
        ArgumentNullException.ThrowIfNull(output);
#pragma warning disable RS0030 // As above.
        return output.Apply(text => text ?? "");
#pragma warning restore RS0030
    }

    /// <summary>One value of a map; empty if it, or the map, is missing.</summary>
    public static Output<string> ItemOrEmpty(this Output<ImmutableDictionary<string, string>?> output, string key)
    {
        ArgumentNullException.ThrowIfNull(output);
#pragma warning disable RS0030 // As above.
        return output.Apply(map => map?.GetValueOrDefault(key) ?? "");
#pragma warning restore RS0030
    }

    /// <summary>
    /// The result of a provider function. A failure (no credentials, no such image) fails the run with its message, once.
    /// </summary>
    public static Output<TResult> Ask<T, TResult>(Func<Task<T>> invoke, Func<T, TResult> read)
    {
        ArgumentNullException.ThrowIfNull(invoke);
        ArgumentNullException.ThrowIfNull(read);
        return Output.Create(AskAsync());

        async Task<TResult> AskAsync()
        {
            try
            {
                return read(await invoke().ConfigureAwait(false));
            }
            catch (Exception e)
            {
                Fail(e);
                return await Never<TResult>().ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// The exception for which the SDK prints a message and no stack trace; the trace is in the debug log (<c>pulumi up --debug</c>).
    /// </summary>
    public static RunException AsRunException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (exception is RunException told)
            return told;
        Log.Debug(exception.ToString());
        return new RunException(MessageOf(exception), exception);
    }

    /// <summary>
    /// A list of the value; empty if there is none, including the ID of a resource excluded from this run, which stays unknown.
    /// </summary>
    /// <param name="output">Must not be secret.</param>
    internal static Output<ImmutableArray<T>> Optional<T>(Output<T> output)
    {
#pragma warning disable RS0030 // As above.
        var optional = output.Apply(value => IsAbsent(value) ? ImmutableArray<T>.Empty : [value]);
#pragma warning restore RS0030
        // In a preview, what is unknown will be known later.
        return Deployment.Instance.IsDryRun ? optional : Output.Create(KnownAsync());

        async Task<ImmutableArray<T>> KnownAsync() =>
            await OutputUtilities.GetIsKnownAsync(optional).ConfigureAwait(false)
                ? await OutputUtilities.GetValueAsync(optional).ConfigureAwait(false)
                : [];
    }

    private static Output<T> Told<T>(Func<T> derive)
    {
        try
        {
            return Output.Create(derive());
        }
        catch (Exception e)
        {
            Fail(e);
            return Output.Create(Never<T>());
        }
    }

    // The run ends at the first failed output, whether or not anything uses it; nothing uses this one. Whatever depends on the value
    // waits and reports nothing.
    private static void Fail(Exception exception) => _ = Output.Create(Task.FromException<bool>(AsRunException(exception)));

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;

    // Messages written for users are shown alone; anything else is a bug in the program, and is reported as one.
    private static string MessageOf(Exception exception) =>
        exception switch
        {
            IdentityException or IOException or UnauthorizedAccessException => exception.Message,
            // These types are private to the SDK; their message is the provider's.
            _ when exception.GetType().Name is "InvokeException" or "RpcException" => exception.Message,
            ArgumentException { ParamName: { } parameter } => exception.Message.Replace(
                $" (Parameter '{parameter}')",
                "",
                StringComparison.Ordinal
            ),
            AggregateException { InnerExceptions: [var only] } => MessageOf(only),
            _ => $"Internal error, {exception.GetType().Name}: {exception.Message} Run again with --debug: the log then "
                + "shows where, for a report.",
        };

    private static bool IsAbsent(object? value) =>
        value switch
        {
            null => true,
            ITuple parts => Enumerable.Range(0, parts.Length).Any(index => IsAbsent(parts[index])),
            // Lists made by Output.All; a list of values has no nulls.
            IList { Count: > 0 } list => list.Cast<object?>().Any(item => item is null),
            _ => false,
        };
}
