using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// "Did you mean" for regions. Never suggests another continent, where the data would be in another jurisdiction; another cloud's region
/// maps to the similarly named one here.
/// </summary>
internal static class RegionSuggestion
{
    // Words in region names, longest first, so that "australia" is not read as "us".
    private static readonly (string Word, string Continent)[] Continents =
    [
        .. new (string Continent, string[] Words)[]
        {
            ("africa", ["africa", "af", "za"]),
            ("asia", ["asia", "ap", "india", "japan", "korea", "indonesia", "malaysia", "taiwan", "singapore", "cn", "china"]),
            ("australia", ["australia", "newzealand", "au", "nz"]),
            (
                "europe",
                [
                    "europe",
                    "eu",
                    "uk",
                    "france",
                    "germany",
                    "switzerland",
                    "norway",
                    "sweden",
                    "poland",
                    "italy",
                    "spain",
                    "austria",
                    "belgium",
                    "denmark",
                    "finland",
                ]
            ),
            ("middle east", ["me", "il", "uae", "qatar", "israel"]),
            ("north america", ["northamerica", "us", "canada", "ca", "mexico", "mx", "na"]),
            ("south america", ["southamerica", "sa", "brazil", "chile"]),
        }
            .SelectMany(continent => continent.Words.Select(word => (word, continent.Continent)))
            .OrderByDescending(word => word.word.Length)
            .ThenBy(word => word.word, StringComparer.Ordinal),
    ];

    // "ap" is Asia and the Pacific: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
    private static readonly string[] Pacific = ["ap-southeast-2", "ap-southeast-4", "ap-southeast-6"];

    /// <summary>The nearest region, or the full list if none is near.</summary>
    internal static string Remedy(string written, CloudKind cloud)
    {
        var known = Regions.Of(cloud);
        return For(written, cloud) is { } near
            ? $"Did you mean '{near}'?"
            : $"Known here: {string.Join(", ", known.Order(NaturalOrder.Comparer))}.";
    }

    private static string? For(string written, CloudKind cloud)
    {
        var known = Regions.Of(cloud);
        var lower = written.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        var (continent, rest) = Parted(lower);
        var usable = known.Where(region => Regions.ZonesOf(cloud, region) is { IsEmpty: false }).ToList();
        if (continent is null)
        {
            // One or two typos; with more it could be any place on earth.
            return Suggestion.For(written, usable) is { } slip && Suggestion.Distance(lower, slip) <= 2 ? slip : null;
        }

        // The same letters regardless of separators: "West Europe", "eu_west_1".
        var near = usable.Where(region => Parted(region).Continent == continent).ToList();
        if (near.Find(region => Letters(region) == Letters(lower)) is { } same)
        {
            return same;
        }

        var isElsewhere = Regions.IsElsewhere(lower, cloud);
        return Suggestion.For(written, near)
            ?? near.Where(region => isElsewhere || Suggestion.For(rest, [Parted(region).Remains]) is not null)
                .OrderBy(region => Suggestion.Distance(rest, Parted(region).Remains))
                .ThenBy(region => IsCountry(region))
                .ThenBy(region => region, NaturalOrder.Comparer)
                .FirstOrDefault();
    }

    /// <summary>The continent that a region's name contains, and the rest of it without dashes; null if it names no continent.</summary>
    private static (string? Continent, string Remains) Parted(string region)
    {
        if (Pacific.Contains(region))
        {
            return ("australia", Letters(region[3..]));
        }

        // Two-letter words only on their own, or in Azure's compounds: "eastus2", "uksouth".
        var words = region.Split('-');
        var letters = Letters(region);
        var stem = letters.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        foreach (var (word, continent) in Continents)
        {
            var isThere =
                word.Length > 3
                    ? letters.Contains(word, StringComparison.Ordinal)
                    : words.Contains(word)
                        || (
                            words.Length == 1
                            && (stem.StartsWith(word, StringComparison.Ordinal) || stem.EndsWith(word, StringComparison.Ordinal))
                        );
            if (isThere)
            {
                var at = letters.IndexOf(word, StringComparison.Ordinal);
                at = words.Length == 1 && stem.EndsWith(word, StringComparison.Ordinal) ? stem.Length - word.Length : at;
                return (continent, letters.Remove(at, word.Length));
            }
        }

        return (null, letters);
    }

    /// <summary>Whether a name contains a country and no continent: a continent's own region is the better guess.</summary>
    private static bool IsCountry(string region) =>
        Continents
            .Where(word => word.Word.Length > 2 && word.Word != word.Continent.Replace(" ", "", StringComparison.Ordinal))
            .Any(word => region.Contains(word.Word, StringComparison.Ordinal)) || region.StartsWith("uk", StringComparison.Ordinal);

    private static string Letters(string region) => region.Replace("-", "", StringComparison.Ordinal);
}
