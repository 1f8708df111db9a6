using System.Text;

namespace Infra.Core.Iam.Templates;

/// <summary>A Terraform file: blocks of attributes, whose values are expressions already written.</summary>
internal sealed class HclFile
{
    private readonly StringBuilder _text = new();

    /// <summary>Lines of a comment.</summary>
    internal HclFile Comment(params string[] lines)
    {
        foreach (var line in lines)
        {
            _text.Append("# ").Append(line).Append('\n');
        }

        return this;
    }

    /// <summary>A block, after an empty line unless it is right after a comment.</summary>
    /// <param name="head"><c>resource "aws_iam_role" "operator"</c></param>
    internal HclFile Block(string head, params (string Name, string Expression)[] attributes)
    {
        Space();
        if (attributes.Length == 0)
        {
            _text.Append(head).Append(" {}\n");
            return this;
        }

        _text.Append(head).Append(" {\n");
        Lines(attributes);
        _text.Append("}\n");
        return this;
    }

    /// <summary>A block inside the last one.</summary>
    internal HclFile Inside(string head, params (string Name, string Expression)[] attributes)
    {
        _text.Length -= "}\n".Length;
        _text.Append("  ").Append(head).Append(" {\n");
        foreach (var line in HclTerms.Aligned(attributes))
        {
            _text.Append("    ").Append(line).Append('\n');
        }

        _text.Append("  }\n}\n");
        return this;
    }

    /// <summary>The provider's source and the oldest version of it whose arguments these are.</summary>
    internal HclFile Provider(params (string Name, string Version)[] providers)
    {
        Space();
        _text.Append("terraform {\n  required_version = \">= 1.3\"\n  required_providers {\n");
        foreach (
            var line in HclTerms.Aligned([
                .. providers.Select(one => (one.Name, $"{{ source = \"hashicorp/{one.Name}\", version = \"{one.Version}\" }}")),
            ])
        )
        {
            _text.Append("    ").Append(line).Append('\n');
        }

        _text.Append("  }\n}\n");
        return this;
    }

    /// <summary>A variable with a form that its value must have.</summary>
    /// <param name="value">Its default; null: whoever applies the file gives it.</param>
    /// <param name="form">A regular expression.</param>
    internal HclFile Variable(string name, string description, string? value, string form)
    {
        Space();
        _text.Append($"variable \"{name}\" {{\n");
        (string, string)[] given = value is null ? [] : [("default", HclTerms.Quote(value))];
        Lines([("type", "string"), ("description", HclTerms.Quote(description)), .. given]);
        _text.Append($"  validation {{\n    condition     = can(regex({HclTerms.Quote(form)}, var.{name}))\n");
        _text.Append("    error_message = \"It has the wrong form.\"\n  }\n}\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Lines((string Name, string Expression)[] attributes)
    {
        foreach (var line in HclTerms.Aligned(attributes))
        {
            _text.Append("  ").Append(line).Append('\n');
        }
    }

    private void Space()
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }
    }
}
