using System.Text.RegularExpressions;

namespace Infra.Core.Spec.Customers;

/// <summary>How a cloud identifies a group by which the customer's own firewall rules reach VMs.</summary>
/// <param name="What">With its article: <c>a security group ID</c>.</param>
/// <param name="Form">Every valid identifier.</param>
/// <param name="Example">The valid form in words.</param>
/// <param name="Most">How many a VM can have beside ours, at most.</param>
internal sealed record ExtraGroupForm(string What, Regex Form, string Example, int Most);
