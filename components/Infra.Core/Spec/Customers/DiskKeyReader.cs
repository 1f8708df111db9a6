using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Customers;

/// <summary>Reads <c>diskKey</c>: the customer's own key for every volume of new VMs, boot disks included.</summary>
internal static class DiskKeyReader
{
    internal const string Key = "diskKey";

    internal static string? Read(TextNode? node, CloudKind? cloud, DiskKeyProject project, DiagnosticBag bag)
    {
        if (node is null || cloud is not { } kind)
        {
            return null;
        }

        if (CloudRegistry.Of<IStackFileRules>(kind).DiskKey is not { } form)
        {
            bag.Add(NotOnThisCloud.Key(node.Owner, Key, "Keys for disks are", kind));
            return null;
        }

        if (ValueReader.Text(node, "the disks' key", bag) is not { } id)
        {
            return null;
        }

        if (!form.Form.IsMatch(id))
        {
            bag.Add(BadDiskKey.Malformed(node.Where, id, form));
            return null;
        }

        if (form.Check(id, project) is { } problem)
        {
            bag.Add(BadDiskKey.Elsewhere(node.Where, problem));
        }

        return id;
    }
}
