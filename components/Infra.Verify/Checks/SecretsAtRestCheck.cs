using Infra.Core.Boot;

namespace Infra.Verify.Checks;

/// <summary>
/// Nothing could write a volume key to disk: no swap, no core dumps; and the enrolment token is gone, along with the user data that
/// contained it.
/// </summary>
public sealed class SecretsAtRestCheck : ICheck
{
    private const string Command = $$"""
        echo "swap=$(tail -n +2 /proc/swaps | wc -l)"
        echo "core=$(cat /proc/sys/kernel/core_pattern)"
        echo "limit=$(ulimit -Hc)"
        if held=$(sudo -n sh -c '{
            ls -d {{SpentToken.Files}}
            grep -rls --exclude=infra-spent enrolment-token /var/lib/cloud /var/lib/waagent /run/cloud-init
          } 2>/dev/null | sort -u | tr "\n" " "'); then echo "token=${held:-absent}"; else echo token=unknown; fi
        """;

    public string Name => "secrets";

    public Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation) =>
        cloud.OnEachNodeAsync(
            async (node, shell) =>
            {
                var result = await shell.RunAsync(Command, null, cancellation).ConfigureAwait(false);
                var facts = result
                    .Stdout.Split('\n')
                    .Select(l => l.Split('=', 2))
                    .Where(p => p.Length == 2)
                    .ToLookup(p => p[0], p => p[1].Trim());
                string Fact(string name) => facts[name].FirstOrDefault() ?? result.Complaint;
                // A pipe to a program that reads nothing disables all core dumps; this session's limit does not apply to services.
                var cores = Fact("core") is "|/bin/false" or "|/usr/bin/false" or "|/bin/true" or "|/usr/bin/true";
                return
                [
                    new CheckRow(Name, node.Key, "no swap", $"{Fact("swap")} swap areas", Fact("swap") == "0"),
                    new CheckRow(Name, node.Key, "no core dumps", $"core_pattern {Fact("core")}, limit {Fact("limit")}", cores),
                    new CheckRow(Name, node.Key, "enrolment token erased", Fact("token"), Fact("token") == "absent"),
                ];
            }
        );
}
