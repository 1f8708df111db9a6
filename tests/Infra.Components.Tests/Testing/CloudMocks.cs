using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Core;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Components.Tests.Testing;

/// <summary>Simulates the clouds, the shell and the nodes: answers as they would, and records what it was given.</summary>
internal sealed partial class CloudMocks : IMocks
{
    private readonly ConcurrentDictionary<(string Type, string Name), ImmutableDictionary<string, object>> _inputs = new();

    /// <summary>Nodes that prove themselves with a token other than the one they were given.</summary>
    internal ImmutableHashSet<string> Impostors { get; init; } = [];

    /// <summary>Nodes whose VMs, according to the state, no longer have user data.</summary>
    internal ImmutableHashSet<string> Tokenless { get; init; } = [];

    /// <summary>Addresses that do not respond: <c>host:port</c>.</summary>
    internal ImmutableHashSet<string> Silent { get; init; } = [];

    /// <summary>Bastions, as <c>host:port</c>, that speak SSH and let nobody in.</summary>
    internal ImmutableHashSet<string> Shut { get; init; } = [];

    /// <summary>Commands (by name) that fail on their node.</summary>
    internal ImmutableHashSet<string> Failing { get; init; } = [];

    /// <summary>Commands (by name) that a run leaves as an earlier one registered them.</summary>
    internal ImmutableHashSet<string> Untargeted { get; init; } = [];

    /// <summary>VMs of the local cloud (by name) that are not in their first incarnation.</summary>
    internal ImmutableDictionary<string, string> Epochs { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>VMs on AWS (by name) that are stopped: AWS has taken their public addresses back.</summary>
    internal ImmutableHashSet<string> Stopped { get; init; } = [];

    /// <summary>
    /// Type and name of resources excluded from this run, as with <c>--target</c>: they get no ID, and their outputs are null.
    /// </summary>
    internal Func<string, string, bool> LeftOut { get; init; } = (_, _) => false;

    /// <summary>VMs (by name) created from another image than this run would choose, as reported by their clouds.</summary>
    internal ImmutableDictionary<string, string> RunningImages { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The clouds' error if they are asked for an image; null: they have one.</summary>
    internal string? NoImage { get; init; }

    /// <summary>AWS's status of a peering that the other side has to accept.</summary>
    internal string PeeringStatus { get; init; } = "pending-acceptance";

    /// <summary>The same for Google Cloud, in its terms.</summary>
    internal (string State, string Details) GcpPeeringState { get; init; } = ("INACTIVE", "Waiting for peer network to connect.");

    internal IReadOnlyDictionary<(string Type, string Name), ImmutableDictionary<string, object>> Inputs => _inputs;

    /// <summary>The registered outputs of components and the stack.</summary>
    internal ConcurrentDictionary<(string Type, string Name), ImmutableDictionary<string, Output<object?>>> Registered { get; } = new();

    internal ConcurrentBag<(string Token, ImmutableDictionary<string, object> Args)> Calls { get; } = [];

    /// <summary>Calls to the cloud; those that run on this machine, such as checking whether a node responds, are left out.</summary>
    internal IEnumerable<(string Token, ImmutableDictionary<string, object> Args)> CloudCalls =>
        Calls.Where(call => !call.Token.StartsWith("command:", StringComparison.Ordinal));

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var (type, name) = (args.Type!, args.Name!);
        _inputs[(type, name)] = args.Inputs;
        if (Failing.Contains(name))
            throw new RunException($"{name}: refused");
        // It does nothing else.
        if (name.EndsWith("-unanswered", StringComparison.Ordinal))
            throw new RunException((string)((ImmutableDictionary<string, object>)args.Inputs["environment"])["INFRA_UNANSWERED"]);
        if (LeftOut(type, name))
            return Task.FromResult<(string?, object)>((null, ImmutableDictionary<string, object>.Empty));
        var state = args.Inputs.ToBuilder();
        foreach (var (key, value) in Computed(type, name))
            state[key] = value;
        if (Untargeted.Contains(name))
            state["create"] = $"{args.Inputs["create"]} # of an earlier run";
        if (Tokenless.Contains(name) || (name.EndsWith("-vm", StringComparison.Ordinal) && Tokenless.Contains(name[..^"-vm".Length])))
            Forget(state);
        return Task.FromResult<(string?, object)>((Id(type, name), state.ToImmutable()));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        // urn:pulumi:<stack>::<project>::<types, the own one last>::<name>
        var parts = args.Urn.Split("::", 4);
        Registered[(parts[2].Split('$')[^1], parts[3])] = args.Outputs;
        return Task.CompletedTask;
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        Calls.Add((args.Token!, args.Args));
        if (NoImage is not null && args.Token is "aws:ec2/getAmi:getAmi" or "gcp:compute/getImage:getImage")
            throw new InvalidOperationException(NoImage);
        return Task.FromResult<object>(
            args.Token switch
            {
                "command:local:run"
                    when args.Args["environment"] is ImmutableDictionary<string, object> asked && asked.ContainsKey("INFRA_HOST") => args
                    .Args.Add("stdout", Said((string)args.Args["command"], $"{asked["INFRA_HOST"]}:{asked["INFRA_PORT"]}"))
                    .Add("stderr", ""),
                "command:local:run" => args
                    .Args.Add("stdout", Epoch((ImmutableDictionary<string, object>)args.Args["environment"]))
                    .Add("stderr", ""),
                "aws:index/getCallerIdentity:getCallerIdentity" => Found(("id", Account), ("accountId", Account)),
                "azure:core/getClientConfig:getClientConfig" => Found(("id", "client"), ("tenantId", AzureTenant)),
                "aws:ec2/getVpcDhcpOptions:getVpcDhcpOptions" => Existing[(string)args.Args["dhcpOptionsId"]],
                "aws:ec2/getVpc:getVpc" or "aws:ec2/getSubnet:getSubnet" => Existing[(string)args.Args["id"]].Add("id", args.Args["id"]),
                "gcp:compute/getNetwork:getNetwork"
                or "gcp:compute/getSubnetwork:getSubnetwork"
                or "azure:network/getVirtualNetwork:getVirtualNetwork"
                or "azure:network/getSubnet:getSubnet" => Existing[(string)args.Args["name"]].Add("name", args.Args["name"]),
                "gcp:compute/getImage:getImage" => Found(("id", "debian"), ("selfLink", LinkOf("debian-12-newest"))),
                _ => Found(("id", "ami-0debian")),
            }
        );
    }

    /// <summary>Networks and subnets that already exist, by the stack file's reference: IDs on AWS, else names.</summary>
    internal ImmutableDictionary<string, ImmutableDictionary<string, object>> Existing { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty;

    /// <summary>The caller's account according to AWS.</summary>
    internal const string Account = "123456789012";

    internal static string ArnOf(string name) => $"arn:aws:any:eu-west-1:{Account}:{name}";

    internal static ImmutableDictionary<string, object> Found(params (string Key, object Value)[] properties) =>
        properties.ToImmutableDictionary(property => property.Key, property => property.Value);

    /// <summary>Google Cloud's link to a resource in others' inputs.</summary>
    internal static string LinkOf(string name) => $"https://compute.example/{name}";

    /// <summary>The resources' project according to Google Cloud.</summary>
    internal const string GcpProject = "acme-production";

    internal static string NetworkLinkOf(string name) => $"https://compute.example/projects/{GcpProject}/global/networks/{name}";

    /// <summary>The caller's tenant according to Azure.</summary>
    internal const string AzureTenant = "aaaaaaaa-2222-4333-8444-555555555555";

    internal static string AzureNetworkIdOf(string name) =>
        $"/subscriptions/bbbbbbbb-2222-4333-8444-555555555555/resourceGroups/{name}/providers/Microsoft.Network/virtualNetworks/{name}";

    /// <summary>The public address a cloud assigns to a resource of this name.</summary>
    internal static string PublicAddressOf(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"198.18.{Stable.Sha256(name)[0]}.{Stable.Sha256(name)[1]}");

    /// <summary>The token in the user data a VM was created with; empty if this run excludes what either is made of.</summary>
    internal string Token(string node)
    {
        var userData = _inputs
            .Select(made =>
                (made.Key.Type, made.Key.Name) switch
                {
                    ("aws:ec2/instance:Instance", var name) when name == node => made.Value.GetValueOrDefault("userDataBase64"),
                    ("azure:compute/linuxVirtualMachine:LinuxVirtualMachine", var name) when name == node => made.Value.GetValueOrDefault(
                        "customData"
                    ),
                    ("gcp:compute/instance:Instance", var name) when name == node => Item(made.Value, "metadata", "user-data"),
                    ("command:local:Command", var name) when name == $"{node}-vm" => Item(made.Value, "environment", "INFRA_VM_USER_DATA"),
                    _ => null,
                }
            )
            .SingleOrDefault(found => found is not null);
        return userData is null
            ? ""
            : EnrolmentTokenLine().Match(UserData.Unzip(Convert.FromBase64String((string)userData))).Groups[1].Value;
    }

    private static void Forget(ImmutableDictionary<string, object>.Builder state)
    {
        state.Remove("customData");
        state.Remove("metadata");
        state.Remove("environment");
        if (state.ContainsKey("userDataBase64"))
            state["userDataBase64"] = "";
    }

    private static object? Item(ImmutableDictionary<string, object> inputs, string map, string key) =>
        ((ImmutableDictionary<string, object>?)inputs.GetValueOrDefault(map))?.GetValueOrDefault(key);

    private string Epoch(ImmutableDictionary<string, object> environment) =>
        environment.TryGetValue("INFRA_VM_NAME", out var vm) ? Epochs.GetValueOrDefault((string)vm, "1") : "1";

    private static string Id(string type, string name) =>
        type switch
        {
            "aws:ebs/volume:Volume" => $"vol-{Stable.Sha256Hex(name)[..17]}",
            "azure:network/virtualNetwork:VirtualNetwork" => AzureNetworkIdOf(name),
            _ => $"{name}-id",
        };

    private IEnumerable<(string, object)> Computed(string type, string name) =>
        type switch
        {
            "aws:ec2/eip:Eip" => [("allocationId", $"{name}-allocation"), ("publicIp", $"192.0.2.{name[^1] - 'a' + 1}")],
            "aws:ec2/instance:Instance" when RunningImages.TryGetValue(name, out var ami) => [("ami", ami), ("publicIp", "")],
            "aws:ec2/instance:Instance" =>
            [
                ("publicIp", !Stopped.Contains(name) && HasPublicAddress(_inputs[(type, name)]) ? PublicAddressOf(name) : ""),
            ],
            "aws:cloudwatch/logGroup:LogGroup" or "aws:iam/role:Role" => [("arn", ArnOf(name))],
            "aws:ec2/vpcPeeringConnection:VpcPeeringConnection" => [("acceptStatus", PeeringStatus)],
            "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter" => [("acceptStatus", "active")],
            "gcp:compute/address:Address" =>
            [
                ("selfLink", LinkOf(name)),
                ("address", name.Contains("-nat-", StringComparison.Ordinal) ? $"192.0.2.{name[^1] - 'a' + 1}" : PublicAddressOf(name)),
            ],
            "gcp:compute/instance:Instance" when RunningImages.TryGetValue(name, out var image) =>
            [
                ("selfLink", LinkOf(name)),
                ("instanceId", $"{name}-instance"),
                ("bootDisk", Found(("initializeParams", Found(("image", image))))),
            ],
            "gcp:compute/instance:Instance" => [("selfLink", LinkOf(name)), ("instanceId", $"{name}-instance")],
            "gcp:serviceaccount/account:Account" => [("email", $"{name}@acme.iam.example")],
            "gcp:compute/network:Network" => [("selfLink", NetworkLinkOf(name))],
            "gcp:compute/networkPeering:NetworkPeering" => [("state", GcpPeeringState.State), ("stateDetails", GcpPeeringState.Details)],
            _ when type.StartsWith("gcp:compute/", StringComparison.Ordinal) => [("selfLink", LinkOf(name))],
            "azure:network/publicIpPrefix:PublicIpPrefix" => [("ipPrefix", $"192.0.2.{2 * (name[^1] - 'a')}/31")],
            "azure:network/publicIp:PublicIp" => [("ipAddress", PublicAddressOf(name))],
            "azure:compute/linuxVirtualMachine:LinuxVirtualMachine" => [("virtualMachineId", $"{name}-machine")],
            "command:local:Command" =>
            [
                (
                    "stdout",
                    name.EndsWith("-operator-key", StringComparison.Ordinal) ? $"private half\n{StackRun.OperatorKey}\n" : $"{name} is done"
                ),
                ("stderr", ""),
            ],
            "command:remote:Command" => [("stdout", Answer(name)), ("stderr", "")],
            _ => [],
        };

    private string Said(string command, string endpoint) =>
        Silent.Contains(endpoint) ? "no answer at all\n"
        : command == "bash -s bastion" && Shut.Contains(endpoint) ? "it refuses the operator's key\n"
        : "";

    // The request takes precedence over the subnet.
    private bool HasPublicAddress(ImmutableDictionary<string, object> instance) =>
        instance.TryGetValue("associatePublicIpAddress", out var asked)
            ? (bool)asked
            // In a subnet excluded from this run.
            : !instance.ContainsKey("subnetId")
                || _inputs.Any(made =>
                    made.Key.Type == "aws:ec2/subnet:Subnet"
                    && Id(made.Key.Type, made.Key.Name).Equals(instance.GetValueOrDefault("subnetId"))
                    && made.Value.GetValueOrDefault("mapPublicIpOnLaunch") is true
                );

    private string Answer(string command) =>
        command.EndsWith("-identity", StringComparison.Ordinal) ? Identity(command[..^"-identity".Length])
        : command.EndsWith("-ipsec", StringComparison.Ordinal) ? $"{IpsecKey(command[..^"-ipsec".Length])}\n"
        : "done";

    /// <summary>The public key that a node says it has generated.</summary>
    public static string IpsecKey(string node)
    {
        var half = Convert.ToBase64String(SHA512.HashData(Encoding.ASCII.GetBytes(node)).AsSpan(0, 48));
        return $"MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE{half}{half}";
    }

    private string Identity(string node)
    {
        var instance = Stable.Sha256Hex($"instance of {node}")[..32];
        var hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + Stable.Sha256Hex($"host {node}")[..43];
        var wireGuardKey = Convert.ToBase64String(Stable.Sha256($"wireguard {node}"));
        var token = Impostors.Contains(node) ? Stable.Sha256Hex("a guess") : Token(node);
        var text = $"infra-identity-v1\n{node}\n{instance}\n{hostKey}\n{wireGuardKey}\n";
        var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(token), Encoding.UTF8.GetBytes(text)));
        return JsonSerializer.Serialize(
            new
            {
                node,
                instance,
                hostKey,
                wireGuardKey,
                mac,
            }
        );
    }

    [GeneratedRegex("enrolment-token\"[\\s\\S]{0,200}?\\b([0-9a-f]{64})\\b")]
    private static partial Regex EnrolmentTokenLine();
}
