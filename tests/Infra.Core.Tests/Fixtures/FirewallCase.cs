using System.Text.RegularExpressions;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Fixtures;

/// <summary>
/// A stack whose firewalls are committed literally: the node's and every cloud's. One file in <c>Fixtures/Cases</c>, written for the
/// local cloud; a line <c># clouds: …</c> lists the only ones it makes sense on.
/// </summary>
internal sealed partial record FirewallCase
{
    private static readonly string[] Folder = ["tests", "Infra.Core.Tests", "Fixtures", "Cases"];

    private readonly string _text;

    private FirewallCase(string name)
    {
        Name = name;
        _text = Repository.Read([.. Folder, $"{name}.yaml"]);
        Clouds = OnlyOn().Match(_text) is { Success: true } only
            ? [.. only.Groups[1].Value.Split(", ").Select(word => Words.Clouds[word])]
            : [CloudKind.Local, CloudKind.Aws, CloudKind.Azure, CloudKind.Gcp];
    }

    internal static IReadOnlyList<FirewallCase> All { get; } =
    [
        .. Directory
            .EnumerateFiles(Repository.PathOf(Folder), "*.yaml")
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal)
            .Select(name => new FirewallCase(name!)),
    ];

    internal string Name { get; }

    internal IReadOnlyList<CloudKind> Clouds { get; }

    internal static FirewallCase Named(string name) => All.Single(one => one.Name == name);

    /// <summary>The stack file for a cloud; without IPv6 clients if its networks do not support them.</summary>
    internal string Text(CloudKind cloud)
    {
        var region = cloud switch
        {
            CloudKind.Aws => "eu-west-1",
            CloudKind.Azure => "westeurope",
            CloudKind.Gcp => "europe-west1",
            _ => "local",
        };
        var text = Regex.Replace(
            _text,
            "^    cloud: local\n    region: local$",
            $"    cloud: {Words.Of(cloud)}\n    region: "
                + $"{region}{(cloud == CloudKind.Local ? "" : "\n    managementRoutes: [198.51.100.0/24]")}",
            RegexOptions.Multiline
        );
        return cloud == CloudKind.Local ? text : Network6().Replace(text, "");
    }

    internal ProjectPlan Plan(CloudKind cloud) => StackText.Plan(Text(cloud));

    public override string ToString() => Name;

    [GeneratedRegex("^# clouds: (.+)$", RegexOptions.Multiline)]
    private static partial Regex OnlyOn();

    [GeneratedRegex(",? ?\"[0-9a-f:]+/[0-9]+\"")]
    private static partial Regex Network6();
}
