using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Customers;

/// <summary>How a cloud identifies a key of the customer's that encrypts disks.</summary>
/// <param name="What">With its article: <c>a KMS key's ARN</c>.</param>
/// <param name="Form">Every valid identifier, in the form that the cloud reports back.</param>
/// <param name="Example">The valid form in words.</param>
/// <param name="Check">What is wrong with a well-formed identifier in a project; null if nothing is.</param>
internal sealed record DiskKeyForm(string What, Regex Form, string Example, Func<string, DiskKeyProject, DiskKeyProblem?> Check);

/// <summary>What a key is compared with; null where the file has no valid value.</summary>
internal sealed record DiskKeyProject(string? Region, string? Account);

/// <summary>A key that cannot, or may not be meant to, encrypt a project's disks.</summary>
internal sealed record DiskKeyProblem(Severity Severity, string Message, string Remedy);
