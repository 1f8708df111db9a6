using System.Collections.Immutable;
using Infra.Core.Clouds.Aws;
using Infra.Core.Clouds.Azure;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Clouds.Local;

namespace Infra.Core.Clouds;

/// <summary>The clouds, one per line. Stages ask for their own part and never which cloud it is.</summary>
internal static class CloudRegistry
{
    private static readonly ImmutableArray<ICloud> Product = [new AwsCloud(), new AzureCloud(), new GcpCloud(), new LocalCloud()];

    // One test's own cloud must be invisible to tests that run in parallel.
    private static readonly AsyncLocal<ICloud?> OfThisTest = new();

    /// <summary>Every cloud, in the order of <see cref="CloudKind"/>.</summary>
    internal static ImmutableArray<ICloud> All => OfThisTest.Value is { } toy ? Product.Add(toy) : Product;

    /// <summary>The part of a cloud for one stage.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No cloud of this kind is registered.</exception>
    internal static T Of<T>(CloudKind kind)
        where T : class, ICloudPart =>
        All.FirstOrDefault(cloud => cloud.Kind == kind) as T
        ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such cloud is registered.");

    /// <summary>For tests: registers one more cloud for this async context until it is disposed.</summary>
    internal static IDisposable With(ICloud toy)
    {
        OfThisTest.Value = toy;
        return new Scope();
    }

    private sealed class Scope : IDisposable
    {
        public void Dispose() => OfThisTest.Value = null;
    }
}
