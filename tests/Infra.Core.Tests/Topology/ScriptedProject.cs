using System.Text;

namespace Infra.Core.Tests.Topology;

/// <summary>
/// A project changed step by step by a script of bytes: services are added, removed, resized, made public and private, zones are added.
/// Any bytes are a valid script, so a failing one shrinks to a short one.
/// </summary>
internal sealed class ScriptedProject
{
    private readonly SortedDictionary<string, (int Nodes, string Plan, bool IsPublic)> _services = new(StringComparer.Ordinal);

    internal int Zones { get; private set; } = 2;

    internal void Step(byte code)
    {
        var name = $"s{code / 8 % 8}";
        var known = _services.TryGetValue(name, out var service);
        switch (code % 8)
        {
            case 0 or 1 when !known:
                _services[name] = (1 + (code % 5), "startup-4", code > 200 && code < 232);
                break;
            case 2 when known:
                _services.Remove(name);
                break;
            case 3 or 4 when known:
                _services[name] = service with { Nodes = Math.Min(9, service.Nodes + 1 + (code / 64)) };
                break;
            case 5 when known:
                _services[name] = service with { Nodes = Math.Max(1, service.Nodes - 1) };
                break;
            case 6 when known:
                _services[name] = service with { Plan = service.Plan == "startup-4" ? "business-8" : "startup-4" };
                break;
            case 7 when code > 160:
                Zones = Math.Min(4, Zones + 1);
                break;
            case 7 when known && code < 32:
                _services[name] = service with { IsPublic = !service.IsPublic };
                break;
            default:
                break;
        }
    }

    /// <summary>The stack file; another <paramref name="order"/> writes the same project in another order.</summary>
    internal string Text(int order = 0)
    {
        var text = new StringBuilder();
        text.Append("config:\n  infra:project:\n");
        string[] keys =
        [
            "    name: law\n",
            "    cloud: aws\n",
            "    region: us-west-2\n",
            "    deployment: standard\n",
            "    cidr: 10.42.0.0/20\n",
            $"    zones: {Zones}\n",
            "    managementSources: [198.51.100.0/28]\n",
            "    managementRoutes: [198.51.100.0/24]\n",
        ];
        text.AppendJoin("", Shuffled(keys, order));
        text.Append(_services.Count == 0 ? "    services: {}\n" : "    services:\n");
        foreach (var (name, (nodes, plan, isPublic)) in Shuffled(_services, order))
        {
            text.Append(
                $"      {name}: {{ type: postgresql, plan: {plan}, nodes: {nodes}, "
                    + $"{(isPublic ? "publicAccess: true, " : "")}volumes: {{ data: 10 }} }}\n"
            );
        }

        return text.ToString();
    }

    private static IEnumerable<T> Shuffled<T>(IEnumerable<T> items, int order) =>
        order == 0 ? items : items.OrderBy(item => Stable.Sha256Hex($"{order} {item}"), StringComparer.Ordinal);
}
