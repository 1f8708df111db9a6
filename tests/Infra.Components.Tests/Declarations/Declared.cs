namespace Infra.Components.Tests.Declarations;

/// <summary>Where a provider's npm package declares a resource or a function.</summary>
/// <param name="Module">The TypeScript import, such as @pulumi/aws/ec2/instance.</param>
/// <param name="Name">The class, the interface of a function's arguments, or the function.</param>
internal sealed record Declared(string Module, string Name)
{
    /// <summary>By a resource's token: `aws:ec2/instance:Instance`, `command:local:Command`, `pulumi:providers:aws`.</summary>
    internal static Declared Resource(string token, IReadOnlyDictionary<string, string> packages)
    {
        var parts = token.Split(':');
        return token.StartsWith("pulumi:providers:", StringComparison.Ordinal)
            ? Find(packages, parts[2], "", "provider", "Provider")
            : Find(packages, parts[0], parts[1].Split('/')[0], parts[2], parts[2]);
    }

    /// <summary>
    /// The arguments of a function by its token, such as `aws:ec2/getAmi:getAmi`; if it is called without any, the function itself, as it
    /// may declare none.
    /// </summary>
    internal static Declared Function(string token, bool withArguments, IReadOnlyDictionary<string, string> packages)
    {
        var parts = token.Split(':');
        var module = parts[1].Split('/')[0];
        var name = withArguments ? char.ToUpperInvariant(parts[2][0]) + parts[2][1..] + "Args" : parts[2];
        return Find(packages, parts[0], module == "index" ? "" : module, parts[2], name);
    }

    // File names do not follow the capitalisation of tokens: azure's aRecord is in dns/arecord.d.ts.
    private static Declared Find(IReadOnlyDictionary<string, string> packages, string provider, string module, string file, string name)
    {
        var package = $"@pulumi/{provider}";
        if (!packages.TryGetValue(package, out var folder))
            throw new InvalidOperationException($"{package} is not in standin/contracts/packages.json");
        var within = Path.Combine(folder, module);
        var found = Directory
            .EnumerateFiles(within, "*.d.ts")
            .Select(path => Path.GetFileName(path)[..^".d.ts".Length])
            .SingleOrDefault(stem => string.Equals(stem, file, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"{package} {module} declares no {file}");
        return new Declared(string.Join('/', new[] { package, module, found }.Where(part => part.Length > 0)), name);
    }
}
