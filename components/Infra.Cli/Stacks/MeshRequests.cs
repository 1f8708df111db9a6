using System.Collections.Immutable;

namespace Infra.Cli.Stacks;

/// <summary>Reads which kind of mesh a service's nodes use, as given on the command line: <c>orders-db=ipsec</c>.</summary>
internal static class MeshRequests
{
    /// <exception cref="UserException">One has another form, or contradicts another.</exception>
    internal static ImmutableSortedDictionary<string, string> Read(IEnumerable<string> given)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            if (one.Split('=') is not [{ Length: > 0 } service, { Length: > 0 } kind])
            {
                throw Wrong($"'{one}' is not a service and its kind of mesh.", "Write both: '--mesh orders-db=ipsec'.");
            }

            if (read.TryGetValue(service, out var other) && other != kind)
            {
                throw Wrong($"'{service}' is given two kinds of mesh.", "Give the one that all of its nodes use.");
            }

            read[service] = kind;
        }

        return read.ToImmutable();
    }

    private static UserException Wrong(string message, string remedy) => new(message, remedy, ExitCode.BadInput);
}
