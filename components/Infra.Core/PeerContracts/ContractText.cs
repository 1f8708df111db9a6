using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.PeerContracts;

/// <summary>The contract for people: sent to the other network's operator, and followed from top to bottom.</summary>
public static class ContractText
{
    /// <summary>The lines, without line breaks.</summary>
    public static IEnumerable<string> Lines(PeeringContract contract) =>
        [
            $"Peering '{contract.Peering.Name}' between project {contract.Project} and {Yours(contract.Peering.Other)}",
            contract.Peering.Mode == PeeringMode.BothSides
                ? $"On {Words.Of(contract.Cloud)}. Both halves are made by the project's operators; what is left to you:"
                : $"On {Words.Of(contract.Cloud)}. The project's operators make one half; this is yours:",
            "",
            $"Our network     {contract.Cidr}; nodes in {string.Join(", ", contract.Subnets)}",
            $"Your networks   {string.Join(", ", contract.Peering.Cidrs)}",
            "",
            "Values that the commands use; run these lines first, filled in",
            .. contract.Values.SelectMany(Value),
            .. contract.Steps.SelectMany(
                (step, at) => Step($"{at + 1}. {step.Title}{(step.By == ContractParty.Us ? " (we do this)" : "")}", step)
            ),
            "",
            "What your clients may reach",
            .. contract.Access.IsEmpty
                ? ["    Nothing: no service lets your networks in."]
                : contract.Access.Select(access =>
                    $"    {access.Service}: {string.Join(", ", access.Ports)}/{access.Protocol.Keyword()} from "
                    + $"{string.Join(", ", access.Sources)}"
                ),
            "",
            "Before you agree",
            .. contract.Notes.Select(note => $"    - {note}"),
            .. Step(contract.Removal.Title, contract.Removal),
        ];

    private static IEnumerable<string> Value(ContractValue value) =>
        [
            $"    # {value.Meaning}{(value.Value is null ? $" ({value.Source})" : "")}",
            $"    {value.Name}={(value.Value is null ? "" : ShellText.Word(value.Value))}",
        ];

    private static ImmutableArray<string> Step(string title, ContractStep step) =>
        ["", title, $"    {step.Text}", .. step.Commands.Select(command => $"      {command}")];

    private static string Yours(OtherSide other) =>
        other switch
        {
            OtherSide.Aws aws => $"VPC {aws.Vpc} of account {aws.Account} in {aws.Region}",
            OtherSide.Azure azure => $"virtual network {azure.VirtualNetwork} of subscription {azure.Subscription}",
            OtherSide.Gcp gcp => $"network {gcp.Network} of project {gcp.Project}",
            _ => throw new InvalidOperationException($"No words for {other}."),
        };
}
