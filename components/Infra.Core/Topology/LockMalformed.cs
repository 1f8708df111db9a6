using Infra.Core.Diagnostics;

namespace Infra.Core.Topology;

/// <summary>
/// Something in a lock file that the program cannot have written. <see cref="LockReader"/> adds the remedy, which is the same for all.
/// </summary>
internal static class LockMalformed
{
    internal static Diagnostic Empty(string fileName) => At(SourceLocation.Top(fileName), "The lock file is empty.");

    internal static Diagnostic RuleKey(SourceLocation where, string key) => Not(where, key, "a rule key");

    internal static Diagnostic Slot(SourceLocation where, string key) => Not(where, key, "a slot number: slots are numbers from 1");

    internal static Diagnostic Image(SourceLocation where, string image) => Not(where, image, "an image ID");

    internal static Diagnostic Shape(SourceLocation where, string shape) =>
        Not(where, shape, "a valid shape; expected: service type, machine, image, and volumes as name=sizeGiB");

    internal static Diagnostic Address(SourceLocation where, string address) => Not(where, address, "an IPv4 address");

    internal static Diagnostic AddressCount(SourceLocation where, int count) => At(where, $"{count} addresses given; a slot has two.");

    internal static Diagnostic Meshes(SourceLocation where) =>
        At(where, "A service's nodes use one kind of mesh, or two next to each other in the order of the steps.");

    private static Diagnostic Not(SourceLocation where, string written, string what) => At(where, $"{Shown.Quote(written)} is not {what}.");

    private static Diagnostic At(SourceLocation where, string message) =>
        new(DiagnosticCodes.LockMalformed, Severity.Error, where, message, "");
}
