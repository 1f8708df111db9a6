namespace Infra.Core.Iam;

/// <summary>A form in which a customer's security team can review and apply what an operator asks for.</summary>
public enum AccessFormat
{
    /// <summary>The documents as the cloud's API takes them.</summary>
    Json,

    /// <summary>AWS.</summary>
    CloudFormation,

    /// <summary>Azure.</summary>
    Bicep,

    /// <summary>Every cloud.</summary>
    Terraform,
}
