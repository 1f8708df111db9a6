using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Azure;

public class ServiceNodeTests
{
    private const string Machine = "azure:compute/linuxVirtualMachine:LinuxVirtualMachine";
    private const string Interface = "azure:network/networkInterface:NetworkInterface";
    private const string Disk = "azure:compute/managedDisk:ManagedDisk";
    private const string Attachment = "azure:compute/dataDiskAttachment:DataDiskAttachment";
    private const string Lock = "azure:management/lock:Lock";

    [Fact]
    public async Task Node_Interfaces_HaveNoPublicAddress()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        Assert.Equal(3, run.OfType(Interface).Count());
        Assert.All(run.OfType(Interface), nic =>
        {
            var address = Assert.IsType<ImmutableDictionary<string, object>>(
                Assert.Single((ImmutableArray<object>)nic["ipConfigurations"]!)
            );
            Assert.False(address.ContainsKey("publicIpAddressId"));
            Assert.Equal(("Static", "IPv4"), (address["privateIpAddressAllocation"], address["privateIpAddressVersion"]));
            Assert.StartsWith("acme-workload-", (string)address["subnetId"], StringComparison.Ordinal);
            Assert.Equal(false, nic["ipForwardingEnabled"]);
        });
        Assert.Empty(run.OfType("azure:network/publicIp:PublicIp"));
        Assert.All(run.OfType(Machine), vm =>
            Assert.Equal([$"{vm.Name}-id"], ((ImmutableArray<object>)vm["networkInterfaceIds"]!).Cast<string>())
        );
    }

    [Fact]
    public async Task Node_Machines_AreTrustedLaunchAndRunNobodysExtensions()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        Assert.All(run.OfType(Machine), vm =>
        {
            Assert.Equal((true, true), (vm["secureBootEnabled"], vm["vtpmEnabled"]));
            Assert.Equal((false, true), (vm["allowExtensionOperations"], vm["disablePasswordAuthentication"]));
            Assert.DoesNotContain("adminPassword", vm.GivenInputs);
            Assert.Equal(["orders-db-id"], ((ImmutableArray<object>)vm.Map("identity")["identityIds"]).Cast<string>());
            // An empty block means Azure-managed storage; no block would mean no log.
            Assert.Empty(vm.Map("bootDiagnostics"));
        });
    }

    [Fact]
    public async Task Node_CustomData_IsSecretAndFitsAndNamesDisksByNumber()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        var vm = run.One(Machine, "orders-db-1");
        Assert.Contains("customData", vm.SecretInputs);
        var data = Convert.FromBase64String((string)vm["customData"]!);
        Assert.InRange(data.Length, 1, 65_535);
        var text = UserData.Unzip(data);
        Assert.Contains(run.Mocks.Token("orders-db-1"), text, StringComparison.Ordinal);
        Assert.Contains("/dev/disk/azure/scsi1/lun0", text, StringComparison.Ordinal);
        Assert.Equal("SCSI", vm["diskControllerType"]);
        Assert.DoesNotContain("the operator's private key", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_Volume_IsAttachedUnderItsNumberAndGoesWithItsMachine()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        Assert.Equal(["orders-db-1-data-g1"], run.One(Machine, "orders-db-1").ReplaceWith);
        var attachment = run.One(Attachment, "orders-db-1-data");
        Assert.Equal(
            (0.0, "orders-db-1-id", "orders-db-1-data-g1-id", "None"),
            (attachment["lun"], attachment["virtualMachineId"], attachment["managedDiskId"], attachment["caching"])
        );
        var disk = run.One(Disk, "orders-db-1-data-g1");
        Assert.Equal(
            (100.0, "1", "DenyAll", false),
            (disk["diskSizeGb"], disk["zone"], disk["networkAccessPolicy"], disk["publicNetworkAccessEnabled"])
        );
        Assert.Equal(disk["zone"], run.One(Machine, "orders-db-1")["zone"]);
    }

    [Fact]
    public async Task Node_Machine_WaitsForItsZonesWayOutAndEveryFilter()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        var rules = run.OfType("azure:network/networkSecurityRule:NetworkSecurityRule").Select(rule => rule.Name);
        // The associations are named after what they connect: subnet, interface, and the zone's route out.
        Assert.Equal(
            rules.Concat(["acme-workload-b", "acme-nat-b", "orders-db-2"]).Order(StringComparer.Ordinal),
            run.One(Machine, "orders-db-2").DependsOn.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Node_Image_IsDebiansForUefiUnlessConfigured()
    {
        const string Baked =
            "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/images/providers/Microsoft.Compute"
            + "/galleries/ours/images/baked";
        var newest = await StackRun.OfExampleAsync("azure-private");
        var configured = await StackRun.OfExampleAsync(
            "azure-private",
            config: StackRun.DefaultConfig.Append(new("infra:imageId", Baked)).ToImmutableDictionary()
        );

        Assert.All(newest.OfType(Machine), vm =>
        {
            var image = vm.Map("sourceImageReference");
            Assert.Equal(
                ("Debian", "debian-12", "12-gen2", "latest"),
                (image["publisher"], image["offer"], image["sku"], image["version"])
            );
            Assert.DoesNotContain("sourceImageId", vm.GivenInputs);
        });
        Assert.All(configured.OfType(Machine), vm =>
        {
            Assert.Equal(Baked, vm["sourceImageId"]);
            Assert.DoesNotContain("sourceImageReference", vm.GivenInputs);
        });
    }

    [Fact]
    public async Task Node_TerminationProtection_LocksEachMachineAndProtectsTheNetwork()
    {
        var open = await StackRun.OfExampleAsync("azure-private");
        var locked = await StackRun.OfExampleAsync("azure-private", change: plan =>
            plan with
            {
                Spec = plan.Spec with { TerminationProtection = true },
            }
        );

        Assert.Empty(open.OfType(Lock));
        Assert.Equal(locked.OfType(Machine).Select(vm => $"{vm.Name}-id"), locked.OfType(Lock).Select(one => one["scope"]));
        Assert.All(locked.OfType(Lock), one => Assert.Equal("CanNotDelete", one["lockLevel"]));
        // Replacing includes deleting: a protected machine could never have a next generation. The network is never replaced.
        Assert.Equal(
            ["azure:network/virtualNetwork:VirtualNetwork acme"],
            locked.Resources.Values.Where(resource => resource.Options.Protect == true).Select(resource => resource.Key)
        );
        Assert.DoesNotContain(open.Resources.Values, resource => resource.Options.Protect == true);
    }
}
