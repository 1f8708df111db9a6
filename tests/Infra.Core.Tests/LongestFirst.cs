using Infra.Core.Tests;
using Infra.Core.Tests.Apply;
using Infra.Core.Tests.Packets;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Infra.Core.Tests." + nameof(LongestFirst), "Infra.Core.Tests")]

namespace Infra.Core.Tests;

/// <summary>
/// Starts the tests that wait longest for other programs first, so that all others run in parallel with them and not before.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Waiting = [nameof(PacketTests), nameof(InfraApplyTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Waiting.Any(name => collection.DisplayName.Contains(name, StringComparison.Ordinal)) ? 0 : 1);
}
