using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Output;
using Infra.Core.Capacity;

namespace Infra.Cli.Planning;

/// <summary>A stack's requirements on its account's quotas, for people and for programs.</summary>
public static class NeedTable
{
    /// <summary>Prints a table; nothing if the cloud has no quotas.</summary>
    public static void Print(Screen screen, IReadOnlyCollection<CloudNeed> needs)
    {
        if (needs.Count == 0)
        {
            return;
        }

        screen.Line();
        screen.Table(
            ["needs", "now", "replacing one node per service", "limit", "quota"],
            needs.Select(
                IReadOnlyList<Piece> (need) =>
                    [
                        need.What,
                        Number(need.Now),
                        Number(need.WhileReplacing),
                        new Piece(
                            $"{Number(need.Limit)} {(need.Stated ? "(stack file)" : "(new account)")}",
                            need.Fits ? Tone.Plain : Tone.Warn
                        ),
                        $"{need.Quota.Name}: {need.Counter}",
                    ]
            )
        );
    }

    /// <summary>An array of <c>{ quota, counter, what, now, whileReplacing, limit, stated, fits }</c>.</summary>
    public static JsonNode? Write(IEnumerable<CloudNeed> needs) =>
        JsonSerializer.SerializeToNode(
            needs.Select(need => new
            {
                Quota = need.Quota.Name,
                need.Counter,
                need.What,
                need.Now,
                need.WhileReplacing,
                need.Limit,
                need.Stated,
                need.Fits,
            }),
            Json.Indented
        );

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
