using Infra.Core.Addressing;
using Infra.Core.Firewall;

namespace Infra.Core.Tests.Fixtures;

/// <summary>Rules that packets can reach: the mark is in a chain nothing jumps to.</summary>
internal static class RuleCount
{
    internal static int Of(FilterTable table, IpFamily family) =>
        IptablesEmitter
            .Emit(table, family)
            .Split('\n')
            .Count(line =>
                line.StartsWith("-A INFRA-", StringComparison.Ordinal) && !line.StartsWith("-A INFRA-MARK", StringComparison.Ordinal)
            );
}
