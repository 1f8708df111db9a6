namespace Infra.Core.Diagnostics;

/// <summary>Every code of the product, each with one permanent meaning; listed in docs/diagnostics.md (a test compares).</summary>
public static class DiagnosticCodes
{
    // INF00xx: the text itself.
    public const string MalformedText = "INF0001";
    public const string DuplicateKey = "INF0002";
    public const string YamlFeatureRefused = "INF0003";
    public const string ProjectMissing = "INF0004";
    public const string ConfiguredElsewhere = "INF0005";
    public const string Unreadable = "INF0006";
    public const string TextUnmerged = "INF0007";
    public const string NotUtf8 = "INF0008";

    // INF01xx: its structure.
    public const string UnknownKey = "INF0101";
    public const string WrongType = "INF0102";
    public const string MissingKey = "INF0103";
    public const string EmptyValue = "INF0104";
    public const string PassedOtherwise = "INF0105";

    // INF02xx: single values.
    public const string BadName = "INF0201";
    public const string UnknownWord = "INF0202";
    public const string NumberOutOfRange = "INF0203";
    public const string UnknownServiceType = "INF0204";
    public const string UnknownPlan = "INF0205";
    public const string UnknownRegion = "INF0206";
    public const string AmbiguousServiceName = "INF0207";
    public const string TooManyZones = "INF0208";
    public const string BadZoneName = "INF0209";
    public const string NodeCount = "INF0210";
    public const string RetentionNotOffered = "INF0211";
    public const string QuotasTogether = "INF0212";
    public const string ProjectTwice = "INF0213";

    // INF03xx: networks.
    public const string NotCidr = "INF0301";
    public const string HostBitsSet = "INF0302";
    public const string Ipv4Required = "INF0303";
    public const string NotPrivate = "INF0304";
    public const string NetworkSize = "INF0305";
    public const string NetworkOverlap = "INF0306";
    public const string MappedIpv6 = "INF0307";
    public const string ManagementOpen = "INF0308";
    public const string OpenToEveryone = "INF0309";
    public const string NoIpv6Here = "INF0310";
    public const string NeverASource = "INF0311";
    public const string TooManySources = "INF0312";
    public const string PublicSource = "INF0313";
    public const string NoPublicAddress = "INF0314";
    public const string NoPublicAddressHere = "INF0315";
    public const string NodesUnreachable = "INF0316";
    public const string SourceWithoutWay = "INF0317";
    public const string DocumentationRange = "INF0318";
    public const string RouteOfNobody = "INF0319";
    public const string NeverADestination = "INF0320";
    public const string BadPorts = "INF0321";
    public const string TooManyDestinations = "INF0322";
    public const string SourceHoldsProject = "INF0323";
    public const string NoWayInHere = "INF0324";
    public const string KeyOfAnotherAccess = "INF0341";
    public const string BadHost = "INF0342";
    public const string EndpointTwice = "INF0343";
    public const string EndpointOfNoNode = "INF0344";
    public const string EndpointMissing = "INF0345";
    public const string BadTunnelSource = "INF0346";
    public const string BastionNameTaken = "INF0350";
    public const string BastionInExistingNetwork = "INF0351";
    public const string BastionUnreachable = "INF0352";

    /// <summary>Between WireGuard and IPsec.</summary>
    public const string MeshBetween = "INF0360";

    // Projects in the customer's account.
    public const string ExposureWithoutByoc = "INF0361";
    public const string WayIntoPrivate = "INF0362";
    public const string PublicExposureImpossible = "INF0363";
    public const string TightNetwork = "INF0364";

    // INF04xx: what this version does not support. INF0401 and INF0403 are no longer in use: their cloud and mesh are now supported.
    public const string DeploymentNotSupported = "INF0402";
    public const string VolumesNotSupported = "INF0404";
    public const string NotOnThisCloud = "INF0405";

    // The identity that a project is deployed under.
    public const string BadRunAs = "INF0406";
    public const string RunAsOfOtherProject = "INF0407";

    // What a customer adds to a project.
    public const string TagFormOfByoc = "INF0408";
    public const string BadExtraGroup = "INF0409";
    public const string BadDiskKey = "INF0410";

    // INF05xx: the lock file and its allocations.
    public const string LockMalformed = "INF0501";
    public const string LockOfOtherProject = "INF0502";
    public const string LockOfOtherNetwork = "INF0503";
    public const string LockConflict = "INF0504";
    public const string LockNotUpToDate = "INF0505";
    public const string ZoneInUse = "INF0506";
    public const string AddressesExhausted = "INF0507";
    public const string PortsExhausted = "INF0508";
    public const string LockVersion = "INF0509";
    public const string LockOfOtherRegion = "INF0510";
    public const string LockOfOtherBasePort = "INF0511";
    public const string ServiceProtected = "INF0512";
    public const string LockOfOtherSubnets = "INF0513";
    public const string NodeStaysInItsSubnet = "INF0514";
    public const string NoSuchNode = "INF0515";
    public const string NodeKeepsItsShape = "INF0516";
    public const string ServiceTypeChanged = "INF0517";
    public const string VolumesShareANumber = "INF0518";
    public const string ReplacementNotAcknowledged = "INF0519";
    public const string ReplacementPending = "INF0520";
    public const string NothingToReport = "INF0521";
    public const string RemovalNotAcknowledged = "INF0522";
    public const string NotRemovable = "INF0523";
    public const string TooManyRemoved = "INF0524";
    public const string NodeIsRefilled = "INF0525";
    public const string LockChecksum = "INF0526";
    public const string LockUnmerged = "INF0527";
    public const string LockMissing = "INF0528";
    public const string LockNotWritten = "INF0529";
    public const string LockChanged = "INF0530";
    public const string BastionNotRemovable = "INF0531";
    public const string TwoBastionsReplaced = "INF0532";
    public const string NodesDoNotAdmitBastions = "INF0533";
    public const string NodesAdmitBastionsAlone = "INF0534";
    public const string BastionZoneGone = "INF0535";
    public const string BastionsRemoved = "INF0536";
    public const string BastionKeepsItsShape = "INF0537";

    // INF06xx: what a node receives.
    public const string UserDataTooLarge = "INF0601";

    // INF13xx: operators' keys and the nodes' image.
    public const string BadOperatorKey = "INF1301";
    public const string NoOperatorKeys = "INF1302";
    public const string BadImageId = "INF1303";
    public const string SecretInClearText = "INF1304";

    // INF07xx: the cloud's own firewall and its quotas.
    public const string TooManySdnRules = "INF0701";
    public const string TooManyAclRules = "INF0702";
    public const string NetworkAclsRequired = "INF0703";
    public const string TooManySecurityGroups = "INF0704";
    public const string TooManyNsgRules = "INF0711";
    public const string TooManyNsgAddresses = "INF0712";
    public const string NsgPriorityTaken = "INF0713";
    public const string TooManyGcpRules = "INF0721";
    public const string TooManyGcpRanges = "INF0722";

    // INF08xx: peerings.
    public const string PeeringImpossible = "INF0801";
    public const string BadPeerId = "INF0802";
    public const string PeerNotPrivate = "INF0803";
    public const string PeerOverlap = "INF0804";
    public const string PeeredTwice = "INF0805";
    public const string TooManyPeerings = "INF0806";
    public const string TooManyPeerRoutes = "INF0807";
    public const string PeerLetInNowhere = "INF0808";
    public const string PeeringMakesPrivate = "INF0809";
    public const string PeerAsDestination = "INF0810";

    // INF09xx: DNS.
    public const string BadDnsZone = "INF0901";
    public const string BadDnsZoneId = "INF0902";
    public const string DnsNameCollision = "INF0903";
    public const string TooManyDnsAddresses = "INF0904";

    // INF10xx: existing networks.
    public const string BadNetworkId = "INF1001";
    public const string SubnetOutsideNetwork = "INF1002";
    public const string SubnetOverlap = "INF1003";
    public const string SubnetSize = "INF1004";
    public const string SubnetTwice = "INF1005";
    public const string ZonesWithoutSubnet = "INF1006";
    public const string NotOurNetwork = "INF1007";

    // INF11xx: the account, and the project's costs and names in it.
    public const string BadAccount = "INF1101";
    public const string AccountOfOtherCloud = "INF1102";
    public const string AccountNotSaid = "INF1103";
    public const string AccountIsPlaceholder = "INF1104";
    public const string NoWayOut = "INF1111";
    public const string BadTag = "INF1121";
    public const string TagTaken = "INF1122";
    public const string TooManyTags = "INF1123";

    // INF12xx: what only the cloud knows.
    public const string VolumeNamesClash = "INF1201";
    public const string ReservedName = "INF1202";
    public const string QuotaTooSmall = "INF1203";
    public const string MachineNotOffered = "INF1204";
    public const string NoImageInRegion = "INF1205";

    // INF143x: the command line.
    public const string WrongUsage = "INF1431";
    public const string NoSuchThing = "INF1432";
    public const string Defect = "INF1433";
    public const string NotPossibleHere = "INF1434";
    public const string ValueSealed = "INF1435";
    public const string OperatorKeyNotSet = "INF1436";
    public const string LockWouldChange = "INF1437";
    public const string LockWithoutStack = "INF1438";
    public const string Interrupted = "INF1439";

    // INF144x: changes that running nodes cannot follow.
    public const string MeshStepSkipped = "INF1440";
    public const string MeshNotRecorded = "INF1441";

    // INF15xx: the handover between an operator and the owner of an account.
    public const string HandoverUnreadable = "INF1501";
    public const string HandoverOtherFormat = "INF1502";
    public const string HandoverBadValue = "INF1503";
    public const string HandoverChanged = "INF1504";
    public const string HandoverOtherSigner = "INF1505";
    public const string HandoverNotValidNow = "INF1506";
    public const string HandoverForeign = "INF1507";
    public const string HandoverInTheWay = "INF1508";
    public const string HandoverNoOutput = "INF1509";
    public const string HandoverKeyUnusable = "INF1510";

    /// <summary>Whether a diagnostic is about lost data, actual or imminent: these are shown first, and in red.</summary>
    public static bool IsAboutData(string code) =>
        code
            is ServiceProtected
                or NodeKeepsItsShape
                or ReplacementNotAcknowledged
                or ReplacementPending
                or RemovalNotAcknowledged
                or TooManyRemoved
                or NodeIsRefilled;
}
