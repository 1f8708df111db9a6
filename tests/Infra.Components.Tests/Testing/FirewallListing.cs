namespace Infra.Components.Tests.Testing;

/// <summary>
/// What a stack registers, written in the listing's format, equals the listing: the text proven against the policy is what the cloud
/// receives.
/// </summary>
public abstract class FirewallListing
{
    private protected abstract string Cloud { get; }

    private protected abstract string Region { get; }

    /// <summary>Names of the listing's files, each with its rules as registered, in any order.</summary>
    private protected abstract IEnumerable<(string File, IEnumerable<string> Lines)> Registered(StackRun run);

    [Theory]
    [InlineData("both")]
    [InlineData("explicit-egress")]
    [InlineData("large")]
    [InlineData("opensearch")]
    [InlineData("public")]
    [InlineData("single-node")]
    public Task Resources_OfCase_AreTheListing(string name) => AreTheListingAsync(name);

    private protected async Task AreTheListingAsync(string name)
    {
        var listed = await SdnCase.OfAsync(name, Cloud, Region);

        Assert.NotEmpty(listed.Files.SelectMany(file => listed.Lines(file.Name)));
        Assert.Superset(listed.Files.Select(file => file.Name).ToHashSet(), Registered(listed.Run).Select(file => file.File).ToHashSet());
        Assert.All(Registered(listed.Run), file => Assert.Equal(listed.Lines(file.File), file.Lines.Order(StringComparer.Ordinal)));
    }
}
