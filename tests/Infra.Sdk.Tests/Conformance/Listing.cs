namespace Infra.Sdk.Tests.Conformance;

/// <summary>A listing of real public signatures: <c>## namespace</c>, types, and their members indented below.</summary>
public sealed class Listing
{
    private readonly Dictionary<string, TypeListing> _types;

    private Listing(IEnumerable<TypeListing> types) => _types = types.ToDictionary(type => type.Key);

    public int Count => _types.Count;

    public static Listing Parse(IEnumerable<string> lines)
    {
        var types = new List<TypeListing>();
        var (ns, declaration, members) = ("", (string?)null, new HashSet<string>());
        foreach (var line in lines.Append("## namespace"))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                members.Add(line.Trim());
                continue;
            }

            if (declaration != null)
                types.Add(TypeListing.Parse(ns, declaration, members));
            (declaration, members) = (null, []);
            if (line.StartsWith("## namespace", StringComparison.Ordinal))
                ns = line["## namespace".Length..].Trim();
            else if (line.Length > 0)
                declaration = line;
        }

        return new Listing(types);
    }

    /// <summary>The folder of listings next to the repository; null if there is none.</summary>
    public static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
                continue;
            var listings = Path.Combine(folder.FullName, "..", "shared", "reference", "pulumi-api");
            return Directory.Exists(listings) ? listings : null;
        }

        return null;
    }

    public bool Contains(Type type) => _types.ContainsKey(TypeListing.Of(type).Key);

    /// <summary>The members of these types that the listing lacks, one line each; empty if they conform.</summary>
    /// <param name="otherSpellings">How else the listing may write a type's key or a line; null for exactly.</param>
    public IEnumerable<string> Unlisted(IEnumerable<Type> types, Func<string, IEnumerable<string>>? otherSpellings = null)
    {
        foreach (var type in types.Select(TypeListing.Of).OrderBy(type => type.Key, StringComparer.Ordinal))
        {
            if (Spellings(type.Key).Select(key => _types.GetValueOrDefault(key)).FirstOrDefault(found => found != null) is not { } listed)
            {
                yield return $"{type.Key}: no such type";
                continue;
            }

            if (!Spellings(type.Declaration).Contains(listed.Declaration))
                yield return $"{type.Key}: declared `{type.Declaration}`, listed `{listed.Declaration}`";
            foreach (var member in type.Members.Order(StringComparer.Ordinal))
            {
                if (!Spellings(member).Any(listed.Members.Contains))
                    yield return $"{type.Key}: {member}";
            }
        }

        IEnumerable<string> Spellings(string line) => otherSpellings?.Invoke(line).Prepend(line) ?? [line];
    }
}
