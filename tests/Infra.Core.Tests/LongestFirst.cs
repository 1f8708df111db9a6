using Infra.Core.Tests;
using Infra.Core.Tests.Apply;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Infra.Core.Tests." + nameof(LongestFirst), "Infra.Core.Tests")]

namespace Infra.Core.Tests;

/// <summary>Starts the tests that wait longest for other programs first, so that all others run beside them and not before.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName.Contains(nameof(InfraApplyTests), StringComparison.Ordinal) ? 0 : 1);
}
