using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Components.Permissions;
using Infra.Components.Tests.Testing;
using Infra.Core.Clouds;
using Infra.Core.Handover;
using Infra.Core.Iam;

namespace Infra.Components.Tests.Permissions;

/// <summary>The documents that give an operator access to an account, as text.</summary>
public sealed partial class AccessDocumentsTests
{
    public static TheoryData<CloudKind, AccessFormat> Documents
    {
        get
        {
            var data = new TheoryData<CloudKind, AccessFormat>();
            foreach (var (cloud, format, _) in AccessCase.Documents)
            {
                data.Add(cloud, format);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_IsTheGolden(CloudKind cloud, AccessFormat format)
    {
        var suffix = AccessCase.Documents.Single(document => (document.Cloud, document.Format) == (cloud, format)).Suffix;

        Golden.Check(
            AccountAccess.Write(await AccessCase.NeedsAsync(cloud), AccessCase.Identity(cloud), format),
            $"access/{PermissionTables.Of(cloud)!.Package}.{suffix}"
        );
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_OfEverythingInTheTable_CanBeWritten_AndWithoutAnIdentityToo(CloudKind cloud, AccessFormat format)
    {
        var needs = AccessCase.Everything(cloud);

        var open = AccountAccess.Write(needs, identity: null, format);
        Assert.DoesNotContain(AccessCase.Identity(cloud).Principal, open, StringComparison.Ordinal);
        Assert.All(needs.Actions, action => Assert.Contains(action, open, StringComparison.Ordinal));
        if (format == AccessFormat.Json)
        {
            using var json = JsonDocument.Parse(open);
        }
    }

    /// <summary>What a request of a handover holds of the plan is enough.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_OfCondensedNeeds_IsTheSame(CloudKind cloud, AccessFormat format)
    {
        foreach (var needs in new[] { await AccessCase.NeedsAsync(cloud), AccessCase.Everything(cloud) })
        {
            Assert.True(Condensed.Of(needs).Resources.Length <= needs.Resources.Length);
            Assert.Equal(
                AccountAccess.Write(needs, identity: null, format),
                AccountAccess.Write(Condensed.Of(needs), identity: null, format)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_OrderOfTheResources_IsNotInIt(CloudKind cloud, AccessFormat format)
    {
        var needs = AccessCase.Everything(cloud);
        var reversed = needs with { Resources = [.. needs.Resources.Reverse()] };

        Assert.Equal(
            AccountAccess.Write(needs, AccessCase.Identity(cloud), format),
            AccountAccess.Write(reversed, AccessCase.Identity(cloud), format)
        );
    }

    [Theory]
    [InlineData(CloudKind.Aws, "*", null)]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:*", null)]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:role/*", null)]
    [InlineData(CloudKind.Aws, "arn:aws:sts::999988887777:assumed-role/deployer/session", null)]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:role/a\"}]", null)]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:role/a\n", null)]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:role/${AWS::AccountId}", null)]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:root", "a")]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:root", "id*")]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:root", "id\" : \"")]
    [InlineData(CloudKind.Aws, "arn:aws:iam::999988887777:root", "${file(\"/etc/passwd\")}")]
    [InlineData(CloudKind.Azure, "00000000-0000-4000-8000-00000000000G", null)]
    [InlineData(CloudKind.Azure, "00000000-0000-4000-8000-000000000000\n", null)]
    [InlineData(CloudKind.Azure, "'${subscription().id}'", null)]
    [InlineData(CloudKind.Gcp, "allUsers", null)]
    [InlineData(CloudKind.Gcp, "allAuthenticatedUsers", null)]
    [InlineData(CloudKind.Gcp, "domain:example.com", null)]
    [InlineData(CloudKind.Gcp, "user:a@b.c%{if true}", null)]
    public void Identity_NotOneOfTheCloudsForms_IsRefused(CloudKind cloud, string principal, string? externalId)
    {
        var identity = new OperatorIdentity(principal, externalId);

        Assert.NotNull(AccountAccess.Problem(cloud, identity));
        Assert.All(AccountAccess.FormatsOf(cloud), format =>
            Assert.Throws<ArgumentException>(() => AccountAccess.Write(AccessCase.Everything(cloud), identity, format))
        );
    }

    [Theory]
    [InlineData(CloudKind.Aws)]
    [InlineData(CloudKind.Azure)]
    [InlineData(CloudKind.Gcp)]
    public void Identity_InTheCloudsForm_IsAccepted(CloudKind cloud) =>
        Assert.Null(AccountAccess.Problem(cloud, AccessCase.Identity(cloud)));

    /// <summary>
    /// Terraform's regular expressions are RE2, which refuses to repeat more often: a form that never matches refuses every value.
    /// </summary>
    [Theory]
    [InlineData(CloudKind.Aws)]
    [InlineData(CloudKind.Azure)]
    [InlineData(CloudKind.Gcp)]
    public void Terraform_Forms_RepeatNothingTooOften(CloudKind cloud) =>
        Assert.All(
            Repetition().Matches(AccountAccess.Write(AccessCase.Everything(cloud), AccessCase.Identity(cloud), AccessFormat.Terraform)),
            match => Assert.InRange(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 0, 1000)
        );

    [GeneratedRegex(@"\{\d*,?(\d+)\}")]
    private static partial Regex Repetition();
}
