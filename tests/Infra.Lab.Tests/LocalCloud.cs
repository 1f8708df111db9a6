namespace Infra.Lab.Tests;

/// <summary>Three nodes, booted once for all tests that only inspect them or restore what they break.</summary>
public sealed class LocalCloud : IAsyncLifetime
{
    private readonly HostNetwork _before = LabProject.Missing is null ? HostNetwork.Observe() : new HostNetwork("");

    internal LabProject Project { get; } = new("lab");

    internal Ran? FirstUp { get; private set; }

    /// <summary>Skips if VMs cannot run, and fails each test of the class if they did not come up.</summary>
    internal LabProject Up()
    {
        Skip.If(LabProject.Missing is not null, LabProject.Missing);
        FirstUp!.MustSucceed();
        return Project;
    }

    internal IReadOnlyList<string> HostChanges() => HostNetwork.Observe().AddedSince(_before);

    public async Task InitializeAsync()
    {
        if (LabProject.Missing is null)
            FirstUp = await Project.InfraAsync("up");
    }

    public async Task DisposeAsync()
    {
        if (LabProject.Missing is null)
            (await Project.InfraAsync("down")).MustSucceed();
        Project.Dispose();
    }
}

[CollectionDefinition(nameof(LocalCloud))]
#pragma warning disable CA1515 // xunit wants collection definitions public
public class LocalCloudDefinition : ICollectionFixture<LocalCloud>;
#pragma warning restore CA1515
